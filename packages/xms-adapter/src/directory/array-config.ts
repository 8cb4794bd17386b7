import type { ArrayCredentials, Clock, FencePolicy, IdentityRule, SiteMap } from '@twinsite/domain';
import type { XmsCallLog } from '../client/call-log.js';
import type { TlsTrust } from '../client/manager-link.js';
import type { XmsTimings } from '../client/timings.js';
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
  /** `host`, `host:port` or `http(s)://host:port`, in the order to try; http and port 8056 when left out. */
  readonly managers: readonly string[];
  readonly credentials: ArrayCredentials;
}

export interface ArrayDirectoryConfig {
  readonly arrays: readonly ListedArray[];
  readonly timings?: Partial<XmsTimings>;
  readonly clock?: Clock;
  readonly onCall?: XmsCallLog;
}
