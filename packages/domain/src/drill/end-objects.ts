import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { membersOf, textOf } from '../recovery/objects/members.js';
import type { ObjectKind } from '../recovery/objects/object-kind.js';
import { formatRef, refOf } from '../recovery/objects/object-ref.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import { waitUntil } from '../recovery/restore/wait-until.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { DRILL_LABEL } from './drill-names.js';

export interface Ending {
  readonly objects: Pick<ClusterObjects, 'kinds' | 'list' | 'remove'>;
  readonly clock: Clock;
  readonly waitMs: number;
}

/**
 * Deletes a drill's namespaces with all that is in them, then its PersistentVolumes, which are Retain, and waits until none of them
 * is attached any more. Success when nothing was there.
 */
export async function endObjects(
  ending: Ending,
  id: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const kinds = await ending.objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const core = (kind: string): ObjectKind | undefined =>
    kinds.value.find((one) => one.group === '' && one.kind === kind);
  const volumes = await listed(ending, core('PersistentVolume'), id, signal);
  if (!volumes.ok) return volumes;
  for (const kind of [core('Namespace'), core('PersistentVolume')]) {
    const gone = await removeAll(ending, { kind, id }, signal);
    if (!gone.ok) return gone;
  }
  const attachments = kinds.value.find(({ kind }) => kind === 'VolumeAttachment');
  const names = new Set(volumes.value.map(({ metadata }) => metadata.name));
  return untilNone(
    ending,
    async () => {
      if (attachments === undefined) return ok([]);
      const list = await ending.objects.list(attachments, {}, signal);
      return list.ok ? ok(list.value.items.filter((one) => names.has(attachedVolume(one)))) : list;
    },
    signal,
  );
}

const attachedVolume = (attachment: ClusterObject): string =>
  textOf(membersOf(membersOf(attachment, 'spec'), 'source'), 'persistentVolumeName') ?? '';

async function listed(
  { objects }: Ending,
  kind: ObjectKind | undefined,
  id: string,
  signal: CancelSignal,
): Promise<Result<readonly ClusterObject[], Problem>> {
  if (kind === undefined) return ok([]);
  const list = await objects.list(kind, { labelSelector: `${DRILL_LABEL}=${id}` }, signal);
  return list.ok ? ok(list.value.items) : list;
}

async function removeAll(
  ending: Ending,
  { kind, id }: { readonly kind: ObjectKind | undefined; readonly id: string },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (kind === undefined) return ok(undefined);
  const there = await listed(ending, kind, id, signal);
  if (!there.ok) return there;
  for (const { metadata } of there.value) {
    const { name, uid = '', deletionTimestamp } = metadata;
    if (deletionTimestamp !== undefined) continue;
    const removed = await ending.objects.remove(kind, { name, uid }, signal);
    if (!removed.ok) return removed;
  }
  return untilNone(ending, () => listed(ending, kind, id, signal), signal);
}

async function untilNone(
  { clock, waitMs }: Ending,
  list: () => Promise<Result<readonly ClusterObject[], Problem>>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async () => {
    const there = await list();
    if (!there.ok) return there;
    const objects = there.value.map((one) => formatRef(refOf(one)));
    const open: readonly Problem[] = objects.length === 0 ? [] : [{ kind: 'drill-left', objects }];
    return ok({ open, wrong: [], total: 1 });
  };
  const left = await waitUntil(look, { clock, waitMs, onLook: () => undefined }, signal);
  if (!left.ok) return left;
  const [problem] = left.value;
  return problem === undefined ? ok(undefined) : failed(problem);
}
