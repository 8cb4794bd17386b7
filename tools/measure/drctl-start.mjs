/**
 * `npm run start-time`: how long `drctl --help` and `drctl config check` take, beside Node itself doing nothing. The three take turns, so that
 * whatever else the machine does hits all of them. Ends with 1 when help takes longer than MOST_MS.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const MOST_MS = 150;
const RUNS = 21;
const root = join(import.meta.dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'twinsite-start-'));

function timed(args) {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: directory, stdio: 'ignore', timeout: 30_000 });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - begun;
}

try {
  execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--outdir', directory], {
    cwd: join(root, 'apps/drctl'),
    stdio: 'ignore',
  });
  const program = join(directory, 'drctl.mjs');
  writeFileSync(join(directory, 'drctl.yaml'), 'groups: [{ name: shop, namespaces: [shop] }]\n');
  const contenders = { node: ['-e', '0'], help: [program, '--help'], check: [program, 'config', 'check'] };
  const times = { node: [], help: [], check: [] };
  for (let run = 0; run < RUNS; run += 1)
    for (const [name, args] of Object.entries(contenders)) times[name].push(timed(args));
  const sorted = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)]),
  );
  const middle = (name) => Math.round(sorted[name][Math.floor(RUNS / 2)]);
  const least = (name) => Math.round(sorted[name][0]);
  console.table(
    Object.fromEntries(
      Object.keys(times).map((name) => [name, { 'least ms': least(name), 'middle ms': middle(name) }]),
    ),
  );
  const result = {
    helpMs: middle('help'),
    nodeMs: middle('node'),
    ownMs: middle('help') - middle('node'),
    checkMs: middle('check'),
  };
  console.log(`RESULT ${JSON.stringify(result)}`);
  process.exitCode = result.helpMs <= MOST_MS ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true });
}
