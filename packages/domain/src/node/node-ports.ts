import type { DiskContents } from './disk-contents.port.js';
import type { Filesystems } from './filesystems.port.js';
import type { IscsiSessions, SessionTimers } from './iscsi-sessions.port.js';
import type { MapPaths } from './map-paths.port.js';
import type { Mounts } from './mounts.port.js';
import type { MultipathMaps } from './multipath-maps.port.js';
import type { NodeJournal } from './node-journal.port.js';
import type { ScsiPaths } from './scsi-paths.port.js';

/** What the node use cases need of a host. */
export interface NodePorts {
  readonly sessions: IscsiSessions;
  readonly paths: ScsiPaths;
  readonly maps: MultipathMaps;
  readonly mapPaths: MapPaths;
  readonly disks: DiskContents;
  readonly filesystems: Filesystems;
  readonly mounts: Mounts;
  readonly journal: NodeJournal;
  readonly timers: SessionTimers;
}
