import type { Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { readQuorum } from '../site/read-quorum.js';
import { rewriteDescription } from '../volume/rewrite-description.js';
import { removeNodeNotes } from '../volume/volume-notes.js';
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
 * the missing mapping for proof. The gateways are heard before it, while the array still lists the client's sessions,
 * and after it, since one that has gone dark meanwhile may never have heard of it.
 */
export async function fenceNode(
  clock: Clock,
  target: FenceTarget,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const begun = await beginRemoval(target, signal);
  if (!begun.ok || begun.value === 'not-attached') return begun.ok ? ok(undefined) : begun;
  const { record, volume } = begun.value;
  const before = await wordOfGateways(target, record.accessPath, signal);
  if (!before.ok) return before;
  const revoked = await target.array.lunAccess.revoke(volume, target.node, signal);
  if (!revoked.ok) return revoked;
  const since = clock.now();
  const after = await wordOfGateways(target, record.accessPath, signal);
  if (!after.ok) return after;
  const gateways = bothWords(before.value, after.value);
  return waitOut(clock, { ...target, volume, record, since: record.since ?? since, gateways }, signal);
}

interface Noted {
  readonly record: FenceRecord;
  readonly volume: BlockVolume;
}

/** A time in an older record counts only while the mapping stays gone: the node may have been given it back. */
async function beginRemoval(
  target: FenceTarget,
  signal: CancelSignal,
): Promise<Result<'not-attached' | Noted, Problem>> {
  const { node } = target;
  const seen = await lookAtMapping(target, signal);
  if (!seen.ok) return seen;
  const { volume, isMapped } = seen.value;
  const recorded = readFenceRecords(volume.description).find((record) => record.node === node.name);
  if (!isMapped && recorded === undefined) return ok('not-attached');
  if (recorded !== undefined && (!isMapped || recorded.since === undefined)) {
    return ok({ record: recorded, volume });
  }
  const accessPath = volume.accessPath ?? recorded?.accessPath ?? UNNAMED;
  return note(target, volume, { node: node.name, accessPath, since: undefined, iqn: node.iqn }, signal);
}

/** Without a mapping the volume is read anew: another controller may have noted and made the removal meanwhile. */
async function lookAtMapping(
  { array, volume, node }: FenceTarget,
  signal: CancelSignal,
): Promise<Result<{ readonly volume: BlockVolume; readonly isMapped: boolean }, Problem>> {
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok) return holders;
  const isMapped = holders.value.some((holder) => isNode(holder, node));
  const current = isMapped ? ok(volume) : await array.volumes.find(volume.name, signal);
  return current.ok ? ok({ volume: current.value ?? { ...volume, description: '' }, isMapped }) : current;
}

const ATTEMPTS = 3;

/** Read again, and written again when another controller, which changed the description at the same moment, overwrote it. */
async function note(
  target: FenceTarget,
  volume: BlockVolume,
  record: FenceRecord,
  signal: CancelSignal,
): Promise<Result<Noted, Problem>> {
  const { array } = target;
  const change = (description: string) => addFenceRecord(description, record);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const noted = await rewriteDescription(array, volume.name, change, signal);
    if (!noted.ok) return noted;
    const now = await array.volumes.find(volume.name, signal);
    if (!now.ok) return now;
    if (now.value === undefined || isNoted(now.value, record)) return ok({ record, volume });
  }
  const detail = 'the note of it in the description of the volume is overwritten time and again';
  return failed({ kind: 'pending', operation: `fencing ${record.node} from ${volume.name}`, detail });
}

const isNoted = ({ description }: BlockVolume, { node, since }: FenceRecord): boolean =>
  readFenceRecords(description).some((record) => record.node === node && record.since === since);

/** Stands in a record when the array names no access path for a mapped volume; no gateway can be asked then. */
const UNNAMED = '-';

/** What the gateways of the access path say of the node's sessions; nothing where none is known by that name. */
export async function wordOfGateways(
  { array, volume, node }: FenceTarget,
  name: string,
  signal: CancelSignal,
): Promise<Result<readonly GatewayWord[], Problem>> {
  if (name === UNNAMED) return ok([]);
  const accessPath = await array.accessPaths.find(name, signal);
  if (accessPath.ok) return array.lunAccess.sessions({ volume, node, accessPath: accessPath.value }, signal);
  return accessPath.problem.kind === 'access-path-missing' ? ok([]) : accessPath;
}

/** Sessions as they were, gateways as they are: one that was not heard both times has not answered. */
function bothWords(before: readonly GatewayWord[], after: readonly GatewayWord[]): readonly GatewayWord[] {
  const sessions = new Map(before.map(({ gateway, session, answers }) => [gateway, { session, answers }]));
  return after.map((word) => {
    const earlier = sessions.get(word.gateway);
    const session = word.session === 'logged-in' ? word.session : (earlier?.session ?? 'unknown');
    return { ...word, session, answers: word.answers && earlier?.answers !== false };
  });
}

interface Waiting extends FenceTarget {
  readonly record: FenceRecord;
  /** When the mapping was gone; noted on the array when it has to be waited out. */
  readonly since: number;
  readonly gateways: readonly GatewayWord[];
}

async function waitOut(clock: Clock, target: Waiting, signal: CancelSignal): Promise<Result<void, Problem>> {
  const { array, volume, node, record, since } = target;
  const quorumHeld = await readQuorum(array.sites, target.gateways, signal);
  if (!quorumHeld.ok) return quorumHeld;
  const facts = (): FenceFacts => ({
    policy: array.fence,
    gateways: target.gateways,
    quorumHeld: quorumHeld.value,
    elapsedMs: clock.now() - since,
  });
  let verdict = assessFence(facts());
  if (verdict.kind !== 'fenced' && record.since === undefined) {
    const noted = await note(target, volume, { ...record, since }, signal);
    if (!noted.ok) return noted;
  }
  while (verdict.kind === 'wait' && !signal.aborted) {
    await clock.sleep(verdict.ms, signal);
    verdict = assessFence(facts());
  }
  if (verdict.kind !== 'fenced') {
    const evidence = verdict.kind === 'wait' ? `${verdict.ms} ms of the wait are left` : verdict.evidence;
    return failed({ kind: 'fence-unproven', volume: volume.name, node: node.name, evidence });
  }
  // What was noted for the node goes with its access: an old permission to format must not come back with it.
  const forget = (text: string) => removeNodeNotes(removeFenceRecord(text, node.name), node.name);
  return rewriteDescription(array, volume.name, forget, signal);
}
