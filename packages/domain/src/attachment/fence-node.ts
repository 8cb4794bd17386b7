import type { Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { assessQuorum } from '../site/quorum.js';
import type { BlockVolume } from '../volume/volume.js';
import { assessFence, type FenceFacts } from './assess-fence.js';
import { addFenceRecord, readFenceRecords, removeFenceRecord, type FenceRecord } from './fence-record.js';
import type { GatewayWord } from './lun-access.port.js';
import type { NodeIdentity } from './node-id.js';
import { isNode } from './plan-attachment.js';

export interface FenceTarget extends Located {
  readonly node: NodeIdentity;
}

/**
 * Takes one node's access to one volume away and returns only when that is a fence. The removal is recorded on the
 * array before it is made, so that another controller, or this one after a crash, goes on waiting instead of taking
 * the missing mapping for proof.
 */
export async function fenceNode(
  clock: Clock,
  target: FenceTarget,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const begun = await beginRemoval(clock, target, signal);
  if (!begun.ok || begun.value === 'not-attached') return begun.ok ? ok(undefined) : begun;
  const { record, volume } = begun.value;
  const gateways = await wordOfGateways(target, record.accessPath, signal);
  if (!gateways.ok) return gateways;
  const revoked = await target.array.lunAccess.revoke(volume, target.node, signal);
  if (!revoked.ok) return revoked;
  return waitOut(clock, { ...target, volume, since: record.since, gateways: gateways.value }, signal);
}

type Begun = 'not-attached' | { readonly record: FenceRecord; readonly volume: BlockVolume };

async function beginRemoval(
  clock: Clock,
  target: FenceTarget,
  signal: CancelSignal,
): Promise<Result<Begun, Problem>> {
  const { array, volume, node } = target;
  const recorded = readFenceRecords(volume.description).find((record) => record.node === node.name);
  if (recorded !== undefined) return ok({ record: recorded, volume });
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok) return holders;
  if (!holders.value.some((holder) => isNode(holder, node))) return ok('not-attached');
  const record = { node: node.name, accessPath: volume.accessPath ?? UNNAMED, since: clock.now() };
  const description = addFenceRecord(volume.description, record);
  const noted = await array.volumes.describe(volume, description, signal);
  return noted.ok ? ok({ record, volume: { ...volume, description } }) : noted;
}

/** Stands in a record when the array names no access path for a mapped volume; no gateway can be asked then. */
const UNNAMED = '-';

/** Read before the removal: afterwards the array no longer lists the client's sessions for this volume. */
async function wordOfGateways(
  { array, volume, node }: FenceTarget,
  name: string,
  signal: CancelSignal,
): Promise<Result<readonly GatewayWord[], Problem>> {
  if (name === UNNAMED) return ok([]);
  const accessPath = await array.accessPaths.find(name, signal);
  if (accessPath.ok) return array.lunAccess.sessions({ volume, node, accessPath: accessPath.value }, signal);
  return accessPath.problem.kind === 'access-path-missing' ? ok([]) : accessPath;
}

interface Waiting extends FenceTarget {
  readonly since: number;
  readonly gateways: readonly GatewayWord[];
}

async function waitOut(clock: Clock, target: Waiting, signal: CancelSignal): Promise<Result<void, Problem>> {
  const { array, volume, node } = target;
  const quorumHeld = await readQuorum(target, signal);
  if (!quorumHeld.ok) return quorumHeld;
  const facts = (): FenceFacts => ({
    policy: array.fence,
    gateways: target.gateways,
    quorumHeld: quorumHeld.value,
    elapsedMs: clock.now() - target.since,
  });
  let verdict = assessFence(facts());
  while (verdict.kind === 'wait' && !signal.aborted) {
    await clock.sleep(verdict.ms, signal);
    verdict = assessFence(facts());
  }
  if (verdict.kind !== 'fenced') {
    const evidence = verdict.kind === 'wait' ? `${verdict.ms} ms of the wait are left` : verdict.evidence;
    return failed({ kind: 'fence-unproven', volume: volume.name, node: node.name, evidence });
  }
  return array.volumes.describe(volume, removeFenceRecord(volume.description, node.name), signal);
}

async function readQuorum(
  { array, gateways }: Waiting,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (gateways.every((gateway) => gateway.answers)) return ok(true);
  const reading = await array.sites.read(signal);
  return reading.ok ? ok(assessQuorum(reading.value.monitors).kind === 'held') : reading;
}
