import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { membersOf, textOf } from '../objects/members.js';
import type { ObjectKind } from '../objects/object-kind.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import { heldObjects, servedKind, type Held } from './held-objects.js';

/** No object of the other cluster stands for the same data; one that cannot be asked proves nothing. */
export async function peerHoldsNone(
  peer: ClusterObjects,
  ours: readonly Held[],
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const theirs = await heldObjects(peer, {}, signal);
  if (!theirs.ok) return theirs;
  for (const { keepable, object } of ours) {
    const handle = keepable.handle(object);
    const same = theirs.value.find(
      (other) => other.keepable === keepable && keepable.handle(other.object) === handle,
    );
    if (same === undefined) continue;
    const holder = formatRef(refOf(same.object));
    return failed({ kind: 'peer-holds-data', object: formatRef(refOf(object)), holder });
  }
  return ok(undefined);
}

/** The very claim or snapshot that the data is kept for is there, so that giving `Delete` back deletes nothing now. */
export async function holderIsThere(
  source: ClusterObjects,
  kinds: readonly ObjectKind[],
  { keepable, object }: Held,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const ref = membersOf(membersOf(object, 'spec'), keepable.holder.member);
  const [name, namespace, uid] = ['name', 'namespace', 'uid'].map((member) => textOf(ref, member));
  const missing = `${keepable.holder.kind} ${namespace ?? '?'}/${name ?? '?'}`;
  const gone: Problem = { kind: 'release-deletes-data', object: formatRef(refOf(object)), missing };
  const kind = servedKind(kinds, { group: keepable.group, kind: keepable.holder.kind });
  if (name === undefined || uid === undefined || kind === undefined) return failed(gone);
  const holder = await source.get(kind, { namespace, name }, signal);
  if (!holder.ok) return holder;
  const leaving = [object, holder.value].some((one) => one?.metadata.deletionTimestamp !== undefined);
  return holder.value?.metadata.uid === uid && !leaving ? ok(undefined) : failed(gone);
}
