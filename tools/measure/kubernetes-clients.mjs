/**
 * `node tools/measure/kubernetes-clients.mjs`: how long a program waits for its Kubernetes client, and what it weighs: ours over
 * undici beside @kubernetes/client-node, which is installed into a directory of its own for this. Prints the table of docs/adr/0034.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { build } from 'esbuild';

const OTHER = '@kubernetes/client-node@1.4.0';
const RUNS = 7;
const root = join(import.meta.dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'twinsite-clients-'));

const banner = "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);";
const bundle = (name, contents, resolveDir) =>
  build({
    stdin: { contents, resolveDir },
    outfile: join(directory, `${name}.mjs`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@twinsite/source'],
    minify: true,
    logLevel: 'error',
    banner: { js: banner },
  });

/** Of a program that does nothing but load: wall time in ms and resident set in MiB, the middle of several runs. */
function measured(file) {
  const runs = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    const rss = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    return { ms: performance.now() - begun, mib: Number(rss) / 1024 / 1024 };
  }).sort((a, b) => a.ms - b.ms);
  const { ms, mib } = runs[Math.floor(RUNS / 2)];
  return { ms: Math.round(ms), mib: Math.round(mib) };
}

try {
  execFileSync(
    'npm',
    ['install', '--prefix', directory, '--no-audit', '--no-fund', '--ignore-scripts', OTHER],
    { stdio: 'ignore' },
  );
  const tell = 'process.stdout.write(String(process.memoryUsage().rss));';
  writeFileSync(join(directory, 'nothing.mjs'), tell);
  await bundle(
    'ours',
    `import { KubeClient } from '@twinsite/k8s-dr-adapter'; globalThis.c = KubeClient; ${tell}`,
    join(root, 'apps/drctl'),
  );
  await bundle(
    'client-node',
    `import { KubeConfig } from '@kubernetes/client-node'; globalThis.c = KubeConfig; ${tell}`,
    directory,
  );
  console.table({
    'node alone': measured(join(directory, 'nothing.mjs')),
    'ours, bundled': measured(join(directory, 'ours.mjs')),
    [`${OTHER}, bundled`]: measured(join(directory, 'client-node.mjs')),
  });
} finally {
  rmSync(directory, { recursive: true });
}
