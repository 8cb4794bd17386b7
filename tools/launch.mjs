#!/usr/bin/env node
/**
 * `node tools/launch.mjs <demo|lab|sanity|e2e|chart|simulator> [arguments]`: installs the workspace when it is missing or older than
 * the lock file, bundles the program and runs it. Needs nothing but Node and npm.
 */
import { join } from 'node:path';
import { install, root, runToEnd } from './install.mjs';

/** Where each program's main.ts stands, and the one file it becomes. */
const programs = {
  demo: { entry: 'demo/src/main.ts', bundle: 'demo/bundle/main.mjs' },
  lab: { entry: 'lab/src/main.ts', bundle: 'lab/bundle/main.mjs' },
  sanity: { entry: 'sanity/src/main.ts', bundle: 'sanity/bundle/main.mjs' },
  e2e: { entry: 'e2e/src/main.ts', bundle: 'e2e/bundle/main.mjs' },
  chart: { entry: 'charts/check/src/main.ts', bundle: 'charts/check/bundle/main.mjs' },
  simulator: {
    entry: 'packages/xms-adapter/src/simulator/main.ts',
    bundle: 'packages/xms-adapter/bundle/simulator.mjs',
  },
};

const banner =
  "import{createRequire as __cr}from'node:module';import{fileURLToPath as __fu}from'node:url';" +
  "import{dirname as __dn}from'node:path';const require=__cr(import.meta.url);" +
  'const __filename=__fu(import.meta.url);const __dirname=__dn(__filename);';

async function bundle(program) {
  const { build } = await import('esbuild');
  const outfile = join(root, program.bundle);
  await build({
    entryPoints: [join(root, program.entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@twinsite/source'],
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: banner },
  });
  return outfile;
}

/** Scenarios of the lab that need Kubernetes on top of it. */
const onClusters = ['dr-restore'];

async function main([asked, ...args]) {
  const name = asked === 'lab' && onClusters.includes(args[0]) ? 'e2e' : asked;
  if (!Object.hasOwn(programs, name ?? '')) {
    const names = Object.keys(programs).join('|');
    console.error(`usage: node tools/launch.mjs <${names}> [arguments]; got ${name ?? 'nothing'}`);
    return 64;
  }
  const installed = await install();
  if (installed !== 0) return installed;
  const program = await bundle(programs[name]);
  return runToEnd(process.execPath, ['--enable-source-maps', program, ...args]);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(`cannot start: ${error.message}`);
    process.exitCode = 70;
  },
);
