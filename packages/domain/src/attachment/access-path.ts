import type { Portal } from './portal.js';

/** `multipath`: a path to every gateway. `vip`: each portal is an address that moves between gateways. */
export type PathMode = 'multipath' | 'vip';

/** A way from clients to volumes: one target per block gateway, at one or both sites. */
export interface AccessPath {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly mode: PathMode;
  readonly targets: readonly AccessTarget[];
}

/** One gateway, or in VIP mode one address: then `gateway` and `site` are those of its holder now. */
export interface AccessTarget {
  readonly iqn: string;
  /** Host name of the gateway. */
  readonly gateway: string;
  /** By the site map; undefined when the map does not place the gateway. */
  readonly site: string | undefined;
  /** All portals, also those of a target that is down now: it may come back. */
  readonly portals: readonly Portal[];
  readonly status: string;
}
