import { randomBytes } from 'node:crypto';
import { sayOnStderr as say, timed } from '@twinsite/lab';
import { claimAttached, claimDetached, timesInPool } from '../evidence.js';
import { manifest } from '../manifests.js';
import { applyPods, endPods, inPod, podState } from '../pods.js';
import type { NodeName } from '../../world/kube-nodes.js';
import type { Stage } from '../stage.js';
import { grow } from './grow.js';
import { provision } from './provision.js';
import { forgetRecord, hideRecord, recordKept, recordRepaired } from './volume-record.js';
import { takeSnapshot } from './snapshot.js';

const PAGE = '/var/lib/www/html/index.html';

/** The claim as the article has it but ReadWriteOnce, its pod, a snapshot of what it wrote, growth under it, its end. */
export async function firstPod(stage: Stage) {
  const { volume, node, written, boundMs, podReadyMs } = await writingPod(stage);
  const record = await recordKept(stage, volume);
  await hideRecord(stage, volume);
  const snapshotMs = await timed(say, 'the snapshot', () => takeSnapshot(stage));
  await forgetRecord(stage, volume);
  const growMs = await timed(say, 'growing it', () => grow(stage, volume));
  await recordRepaired(stage, volume, record);
  const podGoneMs = await endWritingPod(stage, node);
  await claimStored(stage, { written, times: 2, what: 'what was written, and its snapshot too' });
  return { written, figures: { boundMs, podReadyMs, snapshotMs, growMs, podGoneMs } };
}

/** The claim is bound, its pod runs on both paths and has written its page. */
export async function writingPod(stage: Stage) {
  const { volume, boundMs } = await timed(say, 'the claim', () => provision(stage));
  const pod = await manifest(stage.home, 'pod');
  const podReadyMs = await timed(say, 'the pod', () => applyPods(stage, ['my-pod'], pod));
  const { node } = await podState(stage, 'my-pod');
  await claimAttached(stage, volume, node);
  return { volume, node, written: await writePage(stage), boundMs, podReadyMs };
}

/** The pod goes, and its node is logged out; milliseconds. */
export async function endWritingPod(stage: Stage, node: NodeName): Promise<number> {
  const podGoneMs = await timed(say, 'deleting the pod', () => endPods(stage, ['my-pod']));
  await claimDetached(stage, node);
  return podGoneMs;
}

interface Stored {
  readonly written: string;
  /** At least this often. */
  readonly times: number;
  readonly what: string;
}

export async function claimStored(stage: Stage, { written, times, what }: Stored): Promise<void> {
  const found = await timesInPool(stage.lab, written, stage.signal);
  stage.report.check(`the array holds ${what}`, found >= times, `found ${found} times in the pool's data`);
}

/** The pod writes a text of this run only, and serves it. */
async function writePage(stage: Stage): Promise<string> {
  const written = `twinsite-${randomBytes(16).toString('hex')}`;
  const script = `echo ${written} > ${PAGE} && sync && wget -qO- http://127.0.0.1/`;
  const served = (await inPod(stage, 'my-pod', script)).trim();
  stage.report.check('the pod writes a page and serves it', served === written, served);
  return written;
}
