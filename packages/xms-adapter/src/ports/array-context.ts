import type { AccessPath, Clock, IdentityRule, SiteMap } from '@twinsite/domain';
import { AgedCache } from '../client/aged-cache.js';
import { LruMap } from '../client/lru-map.js';
import type { XmsTimings } from '../client/timings.js';
import type { XmsClient } from '../client/xms-client.js';
import type { WireAccessPath } from '../wire/access-path.js';

/** What the ports of one array share. */
export interface ArrayContext {
  readonly client: XmsClient;
  readonly clock: Clock;
  readonly timings: XmsTimings;
  readonly siteMap: SiteMap;
  readonly identityRule: IdentityRule;
  readonly vipWords: VipWords;
  readonly memory: ArrayMemory;
}

/** Words of a VIP group that the API does not document. */
export interface VipWords {
  /** `network` of `POST /vip-groups/`. */
  readonly network: string;
  /** Its `resource_type` for an access path. */
  readonly resourceType: string;
}

export const DEFAULT_VIP_WORDS: VipWords = { network: 'gateway', resourceType: 'AccessPath' };

/** The client group an initiator is registered in. */
export interface Registration {
  readonly groupId: number;
  readonly name: string;
}

/** What is remembered of one array between calls, so that steady work needs few of them. */
export interface ArrayMemory {
  readonly accessPathList: AgedCache<readonly WireAccessPath[]>;
  readonly accessPaths: AgedCache<AccessPath>;
  /** By IQN. Used to save a read; a wrong entry shows when the array refuses the mapping group. */
  readonly registrations: AgedCache<Registration>;
  /** Id by `<access path>/<client group>`; dropped when the array refuses it. */
  readonly mappingGroups: LruMap<number>;
}

const LIMIT = 4_096;

export function emptyMemory(timings: XmsTimings, clock: Clock): ArrayMemory {
  const now = (): number => clock.now();
  return {
    accessPathList: new AgedCache(1, timings.topologyAgeMs, now),
    accessPaths: new AgedCache(LIMIT, timings.topologyAgeMs, now),
    registrations: new AgedCache(LIMIT, timings.registrationAgeMs, now),
    mappingGroups: new LruMap(LIMIT),
  };
}
