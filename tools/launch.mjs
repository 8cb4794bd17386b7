#!/usr/bin/env node
/**
 * `node tools/launch.mjs <demo|lab|sanity|e2e|chart|simulator> [arguments]`: installs the workspace when it is missing or older than
 * the lock file, bundles the program and runs it. Needs nothing but Node and npm.
 */
import { bundleProgram } from './bundle-program.mjs';
import { install, runToEnd } from './install.mjs';

/** Where each program's main.ts stands, and the one file it becomes. */
const programs = {
  demo: { entry: 'demo/src/main.ts', bundle: 'demo/bundle/main.mjs' },
  'failover-bench': { entry: 'demo/src/bench/main.ts', bundle: 'demo/bundle/bench.mjs' },
  'failover-crash': {
    entry: 'demo/src/crash/main.ts',
    bundle: 'demo/bundle/crash.mjs',
    with: { entry: 'apps/drctl/src/main.ts', bundle: 'demo/bundle/drctl.mjs' },
  },
  lab: { entry: 'lab/src/main.ts', bundle: 'lab/bundle/main.mjs' },
  sanity: { entry: 'sanity/src/main.ts', bundle: 'sanity/bundle/main.mjs' },
  e2e: { entry: 'e2e/src/main.ts', bundle: 'e2e/bundle/main.mjs' },
  chart: { entry: 'charts/check/src/main.ts', bundle: 'charts/check/bundle/main.mjs' },
  simulator: {
    entry: 'packages/xms-adapter/src/simulator/main.ts',
    bundle: 'packages/xms-adapter/bundle/simulator.mjs',
  },
};

/** Scenarios of the lab that need Kubernetes on top of it. */
const onClusters = ['dr-restore', 'failover'];

function programOf(asked, [first, second]) {
  if (asked === 'lab' && first === 'failover-crash') return 'failover-crash';
  if (asked === 'lab' && onClusters.includes(first)) return 'e2e';
  // It needs no cluster and no root.
  return asked === 'e2e' && first === 'bench' && second === 'failover' ? 'failover-bench' : asked;
}

async function main([asked, ...args]) {
  const name = programOf(asked, args);
  if (!Object.hasOwn(programs, name ?? '')) {
    const names = Object.keys(programs).join('|');
    console.error(`usage: node tools/launch.mjs <${names}> [arguments]; got ${name ?? 'nothing'}`);
    return 64;
  }
  const installed = await install();
  if (installed !== 0) return installed;
  const program = await bundleProgram(programs[name]);
  // A program that starts another one gets its bundle as the first argument.
  const beside = programs[name].with === undefined ? [] : [await bundleProgram(programs[name].with)];
  return runToEnd(process.execPath, ['--enable-source-maps', program, ...beside, ...args]);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(`cannot start: ${error.message}`);
    process.exitCode = 70;
  },
);
