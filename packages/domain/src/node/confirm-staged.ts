import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseFsType } from '../volume/fs-type.js';
import type { MountEntry } from './mounts.port.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { mapAccessOf } from './staged-filesystem.js';

interface Staged {
  /** What an earlier call left in the journal. */
  readonly known: NodeRecord | undefined;
  readonly record: Omit<NodeRecord, 'phase'>;
}

/** Mounted already: only what a crash after the mount left out is done again. */
export async function confirmMounted(
  ports: NodePorts,
  { known, record, mounts }: Staged & { readonly mounts: readonly MountEntry[] },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { attachment, stagingPath } = record;
  if (attachment.readOnly) {
    const kept = await ports.maps.protect(attachment.naa, 'read-only', signal);
    if (!kept.ok) return kept;
  }
  if (known?.phase === 'staged') return ok(undefined);
  const fsType = parseFsType(mounts.at(-1)?.fsType ?? '', stagingPath);
  const map = await ports.maps.find(attachment.naa, signal);
  if (!map.ok) return map;
  if (fsType.ok && map.value !== undefined && !attachment.readOnly) {
    const grown = await ports.filesystems.grow(map.value.devicePath, fsType.value, stagingPath, signal);
    if (!grown.ok) return grown;
  }
  return ports.journal.save({ ...record, phase: 'staged' }, signal);
}

/** A raw volume has no mount to be known by: its journal and its map say that a pod may be using it. */
export async function isStagedRaw(
  ports: NodePorts,
  { known, record }: Staged,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (known?.phase !== 'staged') return ok(false);
  const { naa, readOnly } = record.attachment;
  const map = await ports.maps.find(naa, signal);
  if (!map.ok) return map;
  if (map.value === undefined) return ok(false);
  if (known.attachment.readOnly !== readOnly) {
    const [wanted, found] = [mapAccessOf(readOnly), mapAccessOf(known.attachment.readOnly)];
    return failed({ kind: 'mounted-differently', path: record.stagingPath, wanted, found });
  }
  if (!readOnly || map.value.readOnly) return ok(true);
  const kept = await ports.maps.protect(naa, 'read-only', signal);
  return kept.ok ? ok(true) : kept;
}
