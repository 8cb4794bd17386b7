import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { membersOf, textOf } from '../recovery/objects/members.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';

const LOOK_MS = 500;

/**
 * Looks until it is cancelled; answers when the last of these PersistentVolumes was first seen attached, ms since the Unix epoch.
 * A cluster that cannot be asked is asked again: this is for the report, and decides nothing.
 */
export async function watchAttachments(
  { objects, clock }: { readonly objects: Pick<ClusterObjects, 'kinds' | 'list'>; readonly clock: Clock },
  volumes: ReadonlySet<string>,
  signal: CancelSignal,
): Promise<number | undefined> {
  let attached = 0;
  let at: number | undefined;
  while (!signal.aborted) {
    const now = clock.now();
    const seen = await attachedOf(objects, volumes, signal);
    if (seen > attached) {
      attached = seen;
      at = now;
    }
    await clock.sleep(LOOK_MS, signal);
  }
  return at;
}

async function attachedOf(
  objects: Pick<ClusterObjects, 'kinds' | 'list'>,
  volumes: ReadonlySet<string>,
  signal: CancelSignal,
): Promise<number> {
  const kinds = await objects.kinds(signal);
  const kind = kinds.ok ? kinds.value.find((one) => one.kind === 'VolumeAttachment') : undefined;
  if (kind === undefined) return 0;
  const list = await objects.list(kind, {}, signal);
  return list.ok ? list.value.items.filter((one) => isAttached(one, volumes)).length : 0;
}

function isAttached(attachment: ClusterObject, volumes: ReadonlySet<string>): boolean {
  const source = membersOf(membersOf(attachment, 'spec'), 'source');
  const name = textOf(source, 'persistentVolumeName') ?? '';
  return volumes.has(name) && membersOf(attachment, 'status')['attached'] === true;
}
