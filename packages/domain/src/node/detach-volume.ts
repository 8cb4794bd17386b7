import type { Attachment } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { Naa } from '../volume/scsi-identity.js';
import { dropIdleSessions } from './drop-idle-sessions.js';
import type { NodePorts } from './node-ports.js';

/** Map, then paths, then idle sessions of an unmounted volume. Paths are found by identity among all disks, not from a list made at stage time (hazard H29). */
export async function detachVolume(
  ports: NodePorts,
  naa: Naa,
  attachment: Attachment | undefined,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const removed = await ports.maps.remove(naa, signal);
  if (!removed.ok) return removed;
  const paths = await ports.paths.withIdentity(naa, signal);
  if (!paths.ok) return paths;
  for (const path of paths.value) {
    const deleted = await ports.paths.remove(path, signal);
    if (!deleted.ok) return deleted;
  }
  return attachment === undefined ? ok(undefined) : dropIdleSessions(ports, attachment, signal);
}
