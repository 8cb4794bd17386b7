import type { Bytes } from '../shared/bytes.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { VolumeOrigin } from '../volume/volume.js';
import type { Portal } from './portal.js';

/** What the controller tells the node about one granted volume (CSI publish_context). */
export interface Attachment {
  readonly naa: Naa;
  readonly lun: number;
  readonly size: Bytes;
  readonly origin: VolumeOrigin;
  /** One entry per portal, both sites, also those that are down now. Never empty. */
  readonly portals: readonly TargetPortal[];
}

export interface TargetPortal {
  readonly iqn: string;
  readonly portal: Portal;
  readonly site: string | undefined;
}
