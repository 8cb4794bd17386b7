import { wwidOf } from '../../volume/scsi-identity.js';
import type { MountEntry } from '../mounts.port.js';
import type { NodeRecord } from '../node-journal.port.js';

export interface HostView {
  readonly bootId: string;
  /** What is mounted at the record's staging path. */
  readonly mounts: readonly MountEntry[];
  /** Whether the map of the record's identity exists. */
  readonly mapped: boolean;
}

/**
 * Whether pods may be using the volume now: staged in this boot and, as a file system, mounted from our map; a raw
 * volume has no mount to be known by, so its map says it. Only such a volume is ever connected without being asked: a
 * node that comes back after a reboot does not return to its volumes by itself (hazard H20).
 */
export function isLive(record: NodeRecord, { bootId, mounts, mapped }: HostView): boolean {
  if (record.phase !== 'staged' || !mapped) return false;
  if (record.bootId !== undefined && record.bootId !== bootId) return false;
  const ours = `mpath-${wwidOf(record.attachment.naa)}`;
  return mounts.length === 0 || mounts.some(({ deviceUuid }) => deviceUuid === ours);
}
