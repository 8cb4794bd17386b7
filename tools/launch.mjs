#!/usr/bin/env node
/**
 * `node tools/launch.mjs <demo|lab> [arguments]`: installs the workspace when it is missing or older than the
 * lock file, bundles <name>/src/main.ts and runs it. Needs nothing but Node and npm.
 */
import { join } from 'node:path';
import { install, root, runToEnd } from './install.mjs';

const programs = ['demo', 'lab'];

const banner =
  "import{createRequire as __cr}from'node:module';import{fileURLToPath as __fu}from'node:url';" +
  "import{dirname as __dn}from'node:path';const require=__cr(import.meta.url);" +
  'const __filename=__fu(import.meta.url);const __dirname=__dn(__filename);';

async function bundle(name) {
  const { build } = await import('esbuild');
  const outfile = join(root, name, 'bundle/main.mjs');
  await build({
    entryPoints: [join(root, name, 'src/main.ts')],
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

async function main([name, ...args]) {
  if (!programs.includes(name)) {
    console.error(
      `usage: node tools/launch.mjs <${programs.join('|')}> [arguments]; got ${name ?? 'nothing'}`,
    );
    return 64;
  }
  const installed = await install();
  if (installed !== 0) return installed;
  const program = await bundle(name);
  return runToEnd(process.execPath, ['--enable-source-maps', program, ...args]);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(`cannot start: ${error.message}`);
    process.exitCode = 70;
  },
);
