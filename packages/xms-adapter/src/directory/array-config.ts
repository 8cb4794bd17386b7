import type { ArrayCredentials, Clock, FencePolicy, IdentityRule, SiteMap } from '@twinsite/domain';
import type { XmsCallLog } from '../client/call-log.js';
import type { TlsTrust } from '../client/manager-link.js';
import type { XmsTimings } from '../client/timings.js';
import type { ManagerArrays } from './manager-arrays.js';
import type { VipWords } from '../ports/array-context.js';

/** What is known of an array beside its address. */
export interface ArrayTraits {
  readonly siteMap: SiteMap;
  readonly identityRule: IdentityRule;
  readonly fence: FencePolicy;
  /** Left out: the words that are likeliest. */
  readonly vipWords?: VipWords;
  /** For managers given as `https://`. */
  readonly tls?: TlsTrust;
}

export interface ListedArray extends ArrayTraits {
  readonly name: string;
  /**
   * `host`, `host:port` or `http(s)://host:port`, in the order to try; http and port 8056 when left out. May be empty only
   * while the credentials are missing.
   */
  readonly managers: readonly string[];
  /** More managers of the same array. A request that names one means this array; these credentials never go there. */
  readonly otherManagers?: readonly string[];
  readonly credentials: ArrayCredentials | MissingCredentials;
  /** Those of the managers that only AccessPaths name: a request's other credentials never go there unless it names them. */
  readonly accessPathManagers?: readonly string[];
}

/** The array is listed and cannot be asked: every call answers `credentials-missing` with the reason. */
export interface MissingCredentials {
  readonly kind: 'missing';
  /** A sentence that names where they should be, never a secret. */
  readonly reason: string;
}

/** Replaced as a whole. */
export interface ArrayList {
  readonly arrays: readonly ListedArray[];
  /**
   * The kind of object that has not been listed completely yet and may name more arrays; until then one more array is
   * listed that answers everything with `kubernetes-unsynced`. Undefined: these are all.
   */
  readonly unsynced?: string | undefined;
  /** Which array a manager says that it is of; a request that names managers of several is refused. */
  readonly managerArrays?: ManagerArrays;
}

export interface ArrayDirectoryConfig extends ArrayList {
  readonly timings?: Partial<XmsTimings>;
  readonly clock?: Clock;
  readonly onCall?: XmsCallLog;
}
