import type { Bytes } from '../shared/bytes.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { VolumeOrigin } from '../volume/volume.js';
import type { PathMode } from './access-path.js';
import type { Portal } from './portal.js';

/** What the controller tells the node about one granted volume (CSI publish_context). */
export interface Attachment {
  readonly naa: Naa;
  readonly lun: number;
  readonly size: Bytes;
  readonly origin: VolumeOrigin;
  /** Nothing may write: neither the mount nor the device (ROX, and a read-only attachment). */
  readonly readOnly: boolean;
  /** Whether this node may make a file system on a disk proved blank. Of several nodes with one volume at most one may. */
  readonly mayFormat: boolean;
  readonly pathMode: PathMode;
  /** Name of the access path on its array; absent in what an older driver wrote. */
  readonly accessPath?: string;
  /** One entry per portal, both sites, also those that are down now. Never empty. */
  readonly portals: readonly TargetPortal[];
}

export interface TargetPortal {
  readonly iqn: string;
  readonly portal: Portal;
  readonly site: string | undefined;
}
