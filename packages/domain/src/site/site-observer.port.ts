import type { AccessPath } from '../attachment/access-path.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Monitor } from './quorum.js';
import type { SiteId } from './site-map.js';

/** Reads how the two sites of one array stand. Read-only. */
export interface SiteObserver {
  read(signal: CancelSignal): Promise<Result<SiteReading, Problem>>;
}

export interface SiteReading {
  readonly array: string;
  readonly version: string;
  /** The manager that answered. */
  readonly manager: string;
  readonly hosts: readonly HostReading[];
  readonly monitors: readonly Monitor[];
  readonly pools: readonly PoolReading[];
  readonly accessPaths: readonly AccessPath[];
}

export interface HostReading {
  readonly name: string;
  readonly site: SiteId | undefined;
  readonly roles: readonly string[];
  readonly status: string;
  readonly up: boolean;
}

export interface PoolReading {
  readonly name: string;
  readonly status: string;
  readonly stretched: boolean;
  /** Replicas by placement node name, as the pool's topology shows them. */
  readonly replicas: readonly {
    readonly place: string;
    readonly site: SiteId | undefined;
    readonly count: number;
  }[];
}
