#!/usr/bin/env node
/**
 * `npm run chaos -- [--seed N] [--runs R] [--mutants]`: random faults and commands of two operators against real drctl and drivers
 * on embedded clusters, checked by what reached the pool. With --mutants the checker is proved: each safeguard is taken out in turn
 * (a bundle of its own; the product has no switch for it), and the runs must find a violation.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { bundleProgram } from './bundle-program.mjs';
import { mutants, taking } from './chaos-mutants.mjs';
import { install } from './install.mjs';

const program = (name) => ({ entry: 'demo/src/chaos/main.ts', bundle: `demo/bundle/chaos${name}.mjs` });

/** The last RESULT of a child, with its exit code; its other lines are shown unless `quiet`. */
async function run(file, args, quiet) {
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (signal) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
    if (!quiet) process.stdout.write(String(chunk).replaceAll(/^RESULT .*\n/gm, ''));
  });
  const [code] = await once(child, 'close');
  process.off('SIGINT', stop).off('SIGTERM', stop);
  const result = /^RESULT (.*)$/m.exec(text)?.[1];
  if (result === undefined) throw new Error(`the runs ended with ${code} and without a result`);
  return { code, ...JSON.parse(result) };
}

async function proveChecker(runs, seed) {
  const found = [];
  for (const mutant of mutants) {
    const file = await bundleProgram(program(`-${mutant.name}`), [taking(mutant)]);
    const args = ['--seed', String(seed), '--runs', String(runs), '--until-violation', '--quiet'];
    const { violations, runs: needed } = await run(file, args, true);
    if (violations > 0) found.push(mutant.name);
    const how = violations > 0 ? `found within ${needed} runs` : `NOT FOUND in ${needed} runs`;
    console.log(`  without ${mutant.what.padEnd(58)} ${how}`);
  }
  return found;
}

async function main() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '200' },
      mutants: { type: 'boolean', default: false },
    },
  });
  const installed = await install();
  if (installed !== 0) return installed;
  console.log(`chaos: ${values.runs} runs from seed ${values.seed}`);
  const file = await bundleProgram(program(''));
  const plain = await run(file, ['--seed', values.seed, '--runs', values.runs], false);
  const { code, ...result } = plain;
  if (!values.mutants) {
    console.log(`RESULT ${JSON.stringify(result)}`);
    return code;
  }
  console.log('the checker, with one safeguard taken out in turn:');
  const found = await proveChecker(Number(values.runs), Number(values.seed));
  const proof = { mutantsFound: found.length, mutantsTotal: mutants.length };
  console.log(`RESULT ${JSON.stringify({ ...result, ...proof })}`);
  return code === 0 && found.length === mutants.length ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(`chaos cannot run: ${error.message}`);
    process.exitCode = 70;
  },
);
