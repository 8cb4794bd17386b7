import type { Clock } from './clock.js';
import type { DataPlane } from './data-plane.js';
import type { SiteNetwork } from './plane/site-network.js';
import type { Switches } from './switches.js';
import type { Topology } from './topology/topology.js';

export interface SimulatorOptions {
  /** Default: `twoSites()`. */
  readonly topology?: Topology;
  readonly switches?: Partial<Switches>;
  readonly clock?: Clock;
  /** Default: a MemoryDataPlane, found as `RunningSimulator.memory`. */
  readonly dataPlane?: DataPlane;
  /** Who cuts links when `dataPlane` is given; without it only managers can be cut. */
  readonly network?: SiteNetwork;
  /** Lease of the in-memory gateways, ms. */
  readonly leaseMs?: number;
  /** Time the in-memory monitors need for a new leader, ms. */
  readonly electionMs?: number;
  /** How long a gateway the monitors have lost must stay lost before it counts as fenced, ms. */
  readonly gatewayFenceMs?: number;
  /** How long a gateway must stay lost before its VIPs move on, ms; never less than `gatewayFenceMs`. */
  readonly vipMoveMs?: number;
  /** How long one call to a gateway or the monitors may take, ms. */
  readonly callMs?: number;
  /** How often every gateway is brought in line again, ms. */
  readonly reconcileMs?: number;
  /** How often a change that waits for a gateway looks again, ms. */
  readonly pollMs?: number;
  /** How long the monitors' answer is reused, ms; for data planes where asking is dear. */
  readonly healthCacheMs?: number;
  /** The SCSI identity for an `sn`. Default: `naaFromSn`, a guess. */
  readonly naaOf?: (sn: string) => string;
  /** `HOST:PORT` of the control port; none without it. Port 0 = any. */
  readonly control?: { readonly host: string; readonly port: number };
  /** Takes one line of text for people. */
  readonly print?: (line: string) => void;
}

/** `6001405` and the first 25 digits of the sn. A guess: no array has been seen with both. */
export function naaFromSn(sn: string): string {
  return `6001405${sn.slice(0, 25).toLowerCase()}`;
}
