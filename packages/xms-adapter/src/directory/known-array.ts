import type { ArrayCredentials, Clock, FileArray, FileServices, StorageArray } from '@twinsite/domain';
import type { XmsCallLog } from '../client/call-log.js';
import { Exchange } from '../client/exchange.js';
import { LruMap } from '../client/lru-map.js';
import type { ManagerAddress } from '../client/manager-address.js';
import type { ManagerKey, ManagerLinks } from '../client/manager-links.js';
import type { XmsTimings } from '../client/timings.js';
import { XmsClient } from '../client/xms-client.js';
import {
  DEFAULT_VIP_WORDS,
  emptyMemory,
  type ArrayContext,
  type ArrayMemory,
} from '../ports/array-context.js';
import { XmsFileClients } from '../ports/file/xms-file-clients.js';
import { XmsFileFolders } from '../ports/file/xms-file-folders.js';
import { XmsNfsShares } from '../ports/file/xms-nfs-shares.js';
import { XmsQuotaTrees } from '../ports/file/xms-quota-trees.js';
import { XmsAccessPathSetup } from '../ports/setup/xms-access-path-setup.js';
import { XmsGatewayUse } from '../ports/setup/xms-gateway-use.js';
import { XmsVipSetup } from '../ports/setup/xms-vip-setup.js';
import { XmsAccessPaths } from '../ports/xms-access-paths.js';
import { XmsBlockSnapshots } from '../ports/xms-block-snapshots.js';
import { XmsBlockVolumes } from '../ports/xms-block-volumes.js';
import { XmsGroupSnapshots } from '../ports/xms-group-snapshots.js';
import { XmsLunAccess } from '../ports/xms-lun-access.js';
import { XmsOwnershipRecords } from '../ports/xms-ownership-records.js';
import { XmsPools } from '../ports/xms-pools.js';
import { XmsPublishedNodes } from '../ports/xms-published-nodes.js';
import { XmsSiteObserver } from '../ports/xms-site-observer.js';
import { XmsVolumeChanges } from '../ports/xms-volume-changes.js';
import { credentialKey } from '../session/credential-key.js';
import { XmsSession } from '../session/xms-session.js';
import type { ArrayTraits } from './array-config.js';

/** What all arrays of a directory share. */
export interface DirectoryRoom {
  readonly links: ManagerLinks;
  readonly timings: XmsTimings;
  readonly clock: Clock;
  readonly onCall: XmsCallLog;
}

const MAX_SESSIONS = 16;

/** What outlives an array's entry in the list when the next list has it too. */
export interface KeptKnowledge {
  readonly sessions?: LruMap<XmsSession>;
  readonly memory?: ArrayMemory;
}

/** One array: its sessions by credential and its memory outlive the requests; the ports are made per request. */
export class KnownArray {
  readonly name: string;
  readonly managers: readonly ManagerAddress[];
  private readonly traits: ArrayTraits;
  private readonly room: DirectoryRoom;
  private readonly sessions: LruMap<XmsSession>;
  private readonly memory: ArrayMemory;

  constructor(
    array: ArrayTraits & { readonly name: string },
    managers: readonly ManagerAddress[],
    room: DirectoryRoom,
    kept: KeptKnowledge = {},
  ) {
    this.name = array.name;
    this.managers = managers;
    this.traits = array;
    this.room = room;
    this.sessions = kept.sessions ?? new LruMap(MAX_SESSIONS);
    this.memory = kept.memory ?? emptyMemory(room.timings, room.clock);
  }

  /** What the same array goes on with under other managers, and with `memory` what it remembers under the same traits. */
  keep(memory: boolean): KeptKnowledge {
    return { sessions: this.sessions, ...(memory ? { memory: this.memory } : {}) };
  }

  links(): readonly ManagerKey[] {
    return this.managers.map((manager) => ({ manager, trust: this.traits.tls ?? {} }));
  }

  has(manager: ManagerAddress): boolean {
    return this.managers.some(({ label }) => label === manager.label);
  }

  reach(managers: readonly ManagerAddress[], credentials: ArrayCredentials): StorageArray & FileArray {
    const { clock, timings, links, onCall } = this.room;
    const tls = this.traits.tls ?? {};
    const exchange = new Exchange(
      this.name,
      managers.map((manager) => links.to(manager, tls)),
      onCall,
      timings.hedgeMs,
    );
    const session = this.sessions.getOrMake(
      credentialKey(credentials),
      () => new XmsSession(this.name, credentials, timings, clock),
    );
    const { siteMap, identityRule, fence, vipWords = DEFAULT_VIP_WORDS } = this.traits;
    const client = new XmsClient(exchange, session);
    const { memory } = this;
    const context: ArrayContext = { client, clock, timings, siteMap, identityRule, vipWords, memory };
    return {
      name: this.name,
      fence,
      volumes: new XmsBlockVolumes(context),
      volumeChanges: new XmsVolumeChanges(context),
      snapshots: new XmsBlockSnapshots(context),
      groupSnapshots: new XmsGroupSnapshots(context),
      pools: new XmsPools(context),
      accessPaths: new XmsAccessPaths(context),
      lunAccess: new XmsLunAccess(context),
      publishedNodes: new XmsPublishedNodes(context),
      sites: new XmsSiteObserver(context),
      accessPathSetup: new XmsAccessPathSetup(context),
      vipSetup: new XmsVipSetup(context),
      gatewayUse: new XmsGatewayUse(context),
      ownership: new XmsOwnershipRecords(context),
      files: filesOf(context),
    };
  }
}

const filesOf = (context: ArrayContext): FileServices => ({
  folders: new XmsFileFolders(context),
  trees: new XmsQuotaTrees(context),
  shares: new XmsNfsShares(context),
  clients: new XmsFileClients(context),
});
