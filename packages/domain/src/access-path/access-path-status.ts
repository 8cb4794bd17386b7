import type { Portal } from '../attachment/portal.js';
import type { SiteId } from '../site/site-map.js';

/** `status` of an AccessPath object. */
export interface AccessPathStatus {
  readonly observedGeneration: number;
  /** Undefined while the array has not been read. */
  readonly role: AccessPathRole | undefined;
  /** Cluster id in the mark on the array's object. */
  readonly manager: string | undefined;
  /** When this cluster first read that mark. Unit: ms since the Unix epoch. */
  readonly managerSince: number | undefined;
  /** The value of the annotation `take-over-from` that has had its effect and has none again. */
  readonly takenOverFrom: string | undefined;
  /** The iSCSI name of the path itself, under which clients reach its VIPs; undefined while the array names none. */
  readonly iqn: string | undefined;
  readonly conditions: readonly AccessPathCondition[];
  readonly gateways: readonly GatewayStatus[];
  readonly vips: readonly VipStatus[];
}

/** One cluster manages an access path of the array, the others observe it (design section 8, docs/adr/0020). */
export type AccessPathRole = 'manager' | 'observer';

export interface AccessPathCondition {
  readonly type: 'Ready' | 'Degraded' | 'Conflict';
  readonly status: 'True' | 'False' | 'Unknown';
  /** CamelCase, for a machine. */
  readonly reason: string;
  /** For a person: what is, the evidence, the next step. */
  readonly message: string;
  readonly observedGeneration: number;
  /** When `status` last changed. Unit: ms since the Unix epoch. */
  readonly since: number;
}

export interface GatewayStatus {
  /** Host name. */
  readonly name: string;
  readonly site: SiteId | undefined;
  readonly targetIqn: string | undefined;
  readonly portals: readonly Portal[];
  readonly state: GatewayState;
}

/**
 * `Joining`: its target is being made. `Active`: in use. `Down`: in use, and the array says its target is not well now.
 * `Leaving`: nodes give it up. `Missing`: wanted, and the array has no such gateway.
 */
export type GatewayState = 'Joining' | 'Active' | 'Down' | 'Leaving' | 'Missing';

export interface VipStatus {
  readonly address: string;
  /** Host name of the gateway that has it now; undefined when the array names none. */
  readonly holder: string | undefined;
  /** `Leaving`: not wanted any more, and somebody may still use it. */
  readonly state: 'Active' | 'Joining' | 'Down' | 'Leaving';
}
