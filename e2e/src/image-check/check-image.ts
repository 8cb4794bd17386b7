import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, Report, sayOnStderr as say, timed } from '@twinsite/lab';
import { nodeBase, NODE_VERSION } from '../image/node-base.js';
import { idleMegabytes } from './idle-memory.js';
import { underNode } from './under-node.js';

const BUNDLING_MS = 120_000;
const MOST_MB = 80;

/** What holds on the workspace's Node must hold on the image's: bundle smoke, simulated csi-sanity, and memory at rest. */
export async function checkImage(repository: string, signal: AbortSignal): Promise<number> {
  const { node } = await nodeBase(say, signal);
  const report = new Report();
  const version = (await mustRun([node, '--version'], { deadlineMs: 10_000, signal })).trim();
  report.check(
    'the image’s Node is the one that the Containerfile names',
    version === `v${NODE_VERSION}`,
    version,
  );
  const idleMb = await timed(say, 'measuring the driver at rest', () => measure(repository, node, signal));
  const most = Math.max(...Object.values(idleMb));
  report.check(`the driver at rest has at most ${MOST_MB} MB`, most <= MOST_MB, JSON.stringify(idleMb));
  const suites = [
    [
      'the bundle smoke test',
      ['node_modules/vitest/vitest.mjs', 'run', '--project', 'tools', 'bundle-smoke'],
    ],
    ['simulated csi-sanity', ['tools/launch.mjs', 'sanity', 'mount']],
  ] as const;
  for (const [what, words] of suites) {
    const { code, last } = await timed(say, what, () => underNode({ node, repository, words }, signal));
    report.check(`${what} passes on it`, code === 0, last);
  }
  const { passed, failed } = report;
  const verdict = { scenario: 'image', pass: failed === 0, ok: failed === 0, passed, failed, idleMb };
  process.stdout.write(`RESULT ${JSON.stringify({ ...verdict, leftovers: 0 })}\n`);
  return failed === 0 ? 0 : 1;
}

async function measure(
  repository: string,
  node: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-image-'));
  try {
    const tool = ['node', join(repository, 'tools/bundle.mjs'), '--outdir', directory];
    const bundling = ['env', '-C', join(repository, 'apps/driver'), ...tool] as const;
    await mustRun(bundling, { deadlineMs: BUNDLING_MS, signal });
    const order = { node, directory, bundle: join(directory, 'driver.mjs') };
    return {
      controller: await idleMegabytes({ ...order, mode: 'controller' }, signal),
      node: await idleMegabytes({ ...order, mode: 'node' }, signal),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}
