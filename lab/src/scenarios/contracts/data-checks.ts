import { bytes, MIB, never, parseInitiatorIqn, type BlockVolume, type SnapshotName } from '@twinsite/domain';
import { expectOk, type LunAccessSubject } from '@twinsite/domain/testing';
import { initiatorIqn } from '../../guest/kernel-arguments.js';
import type { Lab } from '../../lab.js';
import { poolBlock } from '../block-io.js';
import { login, logoutAll, seenDisks } from '../initiator.js';
import type { Report } from '../report.js';
import { TARGETS } from '../selfcheck/stage.js';
import { waitFor } from '../wait-for.js';
import { lastWritten, startCounting, stopCounting } from './counting-writer.js';

export interface DataParts {
  readonly lab: Lab;
  readonly subject: LunAccessSubject;
}

const SIZE = bytes(128n * MIB);
const GROWN = bytes(160n * MIB);
const SNAPSHOTS = 3;
/** In the first and in the last extent of the volume, so that a copy reaches them at different times. */
export const FIRST = 0;
export const LAST = Number(SIZE) / 4096 - 1;

/** What no port can say: the bytes of snapshots and clones, and the size the kernel of a node sees. */
export async function checkData(parts: DataParts, report: Report, signal: AbortSignal): Promise<number> {
  const { agent } = parts.lab.guest('node-1');
  const volume = await mappedVolume(parts);
  await login(agent, TARGETS, signal);
  try {
    await checkSnapshotsUnderLoad(parts, volume, report, signal);
    await checkGrowth(parts, volume, report, signal);
  } finally {
    await logoutAll(agent, signal);
  }
  return SNAPSHOTS + 2;
}

async function mappedVolume({ subject }: DataParts): Promise<BlockVolume> {
  const { array, pool, accessPath } = subject;
  const spec = { name: subject.freshName(), pool, size: SIZE, description: '' };
  const volume = expectOk(await array.volumes.create(spec, never), 'create');
  const iqn = parseInitiatorIqn(initiatorIqn('node-1'));
  if (iqn === undefined) throw new Error('node-1 has no initiator name');
  const request = { volume, node: { name: 'node-1', iqn }, accessPath };
  expectOk(await array.lunAccess.grant(request, never), 'grant');
  return volume;
}

/**
 * The node writes a number into the first block through gw-a, then into the last through gw-b, each acknowledged before
 * the next, and so on. In a copy of one moment the first is at most one ahead of the last, and never behind it.
 */
async function checkSnapshotsUnderLoad(
  { lab, subject }: DataParts,
  volume: BlockVolume,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const { agent } = lab.guest('node-1');
  await startCounting(agent, { first: FIRST, last: LAST }, signal);
  let before = -1;
  for (let round = 1; round <= SNAPSHOTS; round++) {
    const hasWritten = async () => ((await lastWritten(agent, signal)) > before + 20 ? true : undefined);
    if ((await waitFor(hasWritten, { deadlineMs: 30_000, signal })) === undefined)
      throw new Error(`the writer stands still after ${before}`);
    const { first, last, tookMs } = await copyOf({ lab, subject }, volume);
    const isOneMoment = last > before && first >= last && first - last <= 1;
    report.check(
      `a snapshot under load is one moment (${round})`,
      isOneMoment,
      `first block ${first}, last block ${last}, taken in ${tookMs} ms`,
    );
    before = last;
  }
  const errors = await stopCounting(agent, signal);
  report.check('snapshots cost the writer no error', errors === '', errors || 'every write was acknowledged');
}

async function copyOf({ lab, subject }: DataParts, volume: BlockVolume) {
  const { array, pool } = subject;
  const started = Date.now();
  const spec = { name: String(subject.freshName()) as SnapshotName, volume, description: '' };
  const snapshot = expectOk(await array.snapshots.create(spec, never), 'take snapshot');
  const tookMs = Date.now() - started;
  const clone = expectOk(
    await array.volumes.create(
      { name: subject.freshName(), pool, size: SIZE, snapshot, description: '' },
      never,
    ),
    'clone',
  );
  const block = async (at: number): Promise<number> =>
    Number(await poolBlock(lab.pool, Number(clone.id), at));
  return { first: await block(FIRST), last: await block(LAST), tookMs };
}

async function checkGrowth(
  { lab, subject }: DataParts,
  volume: BlockVolume,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const { agent } = lab.guest('node-1');
  expectOk(await subject.array.volumeChanges.resize(volume, GROWN, never), 'resize');
  const disks = (await seenDisks(agent, signal)).map(({ device }) => device);
  const sizes: string[] = [];
  for (const device of disks) {
    const script = `echo 1 > /sys/block/${device.slice('/dev/'.length)}/device/rescan; blockdev --getsize64 ${device}`;
    sizes.push((await agent.must(script, { deadlineMs: 20_000, signal })).trim());
  }
  const hasGrown = sizes.length === TARGETS.length && sizes.every((size) => size === String(GROWN));
  report.check(
    'a mapped volume grows through every gateway',
    hasGrown,
    `${disks.join(', ')}: ${sizes.join(', ')}`,
  );
}
