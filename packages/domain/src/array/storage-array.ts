import type { AccessPathSetup, GatewayUse, VipSetup } from '../access-path/access-path-setup.port.js';
import type { AccessPaths } from '../attachment/access-paths.port.js';
import type { LunAccess } from '../attachment/lun-access.port.js';
import type { PublishedNodes } from '../attachment/published-nodes.port.js';
import type { OwnershipRecords } from '../ownership/ownership-records.port.js';
import type { SiteObserver } from '../site/site-observer.port.js';
import type { BlockSnapshots } from '../snapshot/block-snapshots.port.js';
import type { GroupSnapshots } from '../snapshot/group-snapshots.port.js';
import type { BlockVolumes } from '../volume/block-volumes.port.js';
import type { Pools } from '../volume/pools.port.js';
import type { VolumeChanges } from '../volume/volume-changes.port.js';

/** One array as the use cases reach it: its name in the configuration and a port for each concern. */
export interface StorageArray {
  readonly name: string;
  readonly fence: FencePolicy;
  readonly volumes: BlockVolumes;
  readonly volumeChanges: VolumeChanges;
  readonly snapshots: BlockSnapshots;
  readonly groupSnapshots: GroupSnapshots;
  readonly pools: Pools;
  readonly accessPaths: AccessPaths;
  readonly lunAccess: LunAccess;
  readonly publishedNodes: PublishedNodes;
  readonly sites: SiteObserver;
  readonly accessPathSetup: AccessPathSetup;
  readonly vipSetup: VipSetup;
  readonly gatewayUse: GatewayUse;
  readonly ownership: OwnershipRecords;
}

/** What this array's words are worth when access is taken away (docs/adr/0008). */
export interface FencePolicy {
  /** True when the array settles the removal of a mapping only after the client's commands have ended. */
  readonly removalDrains: boolean;
  /** Otherwise how long after the removal no old command can still execute. Unit: ms. */
  readonly waitMs: number;
}
