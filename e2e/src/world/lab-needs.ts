import type { Progress, Scenario } from '@twinsite/lab';
import { helmProgram } from '@twinsite/chart';
import { DISK_TEMPLATE } from '../node/disk-template.js';
import { nodeBase } from '../image/node-base.js';
import { sidecarImages } from '../image/sidecar-images.js';
import { preparePrograms } from '../programs/programs.js';
import { snapshotCrds } from '../programs/snapshot-crds.js';
import { POOL_BYTES } from './article-array.js';

/** What a lab must have for a cluster to run in it. */
export const LAB_NEEDS = {
  needs: [{ package: 'openssl', file: '/usr/bin/openssl' }],
  guests: { kind: 'guest-kubernetes', packages: ['containerd', 'runc', 'containernetworking-plugins'] },
  profile: {
    nodeMemory: '1536M',
    nodeDiskBytes: 8 * 1024 ** 3,
    nodeDiskTemplate: DISK_TEMPLATE,
    poolBytes: BigInt(POOL_BYTES),
  },
  prepare: prepareCluster,
} satisfies Partial<Scenario>;

/** Fetches and builds everything of a cluster that this machine does not have yet, while it still has a network. */
export async function prepareCluster(say: Progress, signal: AbortSignal): Promise<void> {
  const programs = await preparePrograms(say, signal);
  await snapshotCrds(signal);
  await helmProgram(say, signal);
  await nodeBase(say, signal);
  await sidecarImages(programs, say, signal);
}
