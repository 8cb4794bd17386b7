#!/usr/bin/env node
/** `npm test`: installs when needed, runs every Node-only test of all projects in one process, counts test cases. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { install, root, runToEnd } from './install.mjs';

const report = join(root, 'node_modules/.cache/vitest-report.json');

function countCases() {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  // A file that fails before its first test has no cases of its own and still is a failure.
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const passed = cases.filter(({ status }) => status === 'passed').length;
  return { passed, failed: cases.length - passed + brokenFiles.length };
}

async function main(args) {
  const installed = await install();
  if (installed !== 0) return installed;
  console.error('running unit, property, contract and socket-level tests ...');
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runToEnd(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root },
  );
  const { passed, failed } = countCases();
  console.log(`${passed} passed, ${failed} failed`);
  return code === 0 && failed === 0 && passed > 0 ? 0 : code || 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(`the tests could not be run: ${error.message}`);
    process.exitCode = 70;
  },
);
