import type { Portal } from '../attachment/portal.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { SiteId } from '../site/site-map.js';
import type { VipSpec } from './access-path-spec.js';
import type { FoundMark, ManagerMark } from './manager-mark.js';

/** Making, changing and removing the access paths of one array. Always reads the array, never a cache. */
export interface AccessPathSetup {
  /** By exact name; undefined when the array has none. Of a kind that iSCSI cannot use: `invalid-request`. */
  read(name: string, signal: CancelSignal): Promise<Result<ArrayAccessPath | undefined, Problem>>;
  /**
   * Makes it with its targets and the mark `created` of `manager`, and waits until the array has settled it. A host that the array
   * does not know as a block gateway: `gateway-unknown`. The name is taken: `outcome-unknown` (the caller reads again).
   */
  create(wanted: NewAccessPath, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Writes the mark in place of any other, or takes it off (undefined); the rest of the description of now stays. */
  mark(
    path: ArrayAccessPath,
    mark: ManagerMark | undefined,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
  /** Removes VIPs, targets and the access path. Anything mapped through it: `access-path-in-use`. Success when gone. */
  remove(path: ArrayAccessPath, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Makes the target of a gateway and waits until it is settled; what is mapped appears on it too. Repeatable. */
  addGateway(path: ArrayAccessPath, gateway: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Removes the target of a gateway, used or not: the caller has proved that nobody needs it. Success when gone. */
  removeGateway(path: ArrayAccessPath, gateway: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

/** The VIP group of an access path. */
export interface VipSetup {
  /** Adds a VIP, with a group if there is none. Success when it is there with the same mask and gateway. */
  add(request: VipRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Removes a VIP; the group goes with its last one. Success when gone. */
  remove(path: ArrayAccessPath, address: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  setPreempt(path: ArrayAccessPath, preempt: boolean, signal: CancelSignal): Promise<Result<void, Problem>>;
}

/** Who uses a gateway of an access path, by the array's evidence. */
export interface GatewayUse {
  /**
   * Names of clients, of whatever cluster, with a session through the gateway to a volume of this path; `unknown` when the
   * array does not say (it lists no sessions, or the gateway does not answer).
   */
  clientsThrough(
    path: ArrayAccessPath,
    gateway: string,
    signal: CancelSignal,
  ): Promise<Result<readonly string[] | 'unknown', Problem>>;
}

export interface NewAccessPath {
  readonly name: string;
  readonly type: string;
  readonly gateways: readonly string[];
  /** Cluster id. */
  readonly manager: string;
}

export interface VipRequest {
  readonly path: ArrayAccessPath;
  readonly vip: VipSpec;
  readonly preempt: boolean;
}

export interface ArrayAccessPath {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  /** The iSCSI name of the path itself, which its VIPs answer to; empty when there is none. */
  readonly iqn: string;
  /** By its description (`readManagerMark`). */
  readonly mark: FoundMark;
  readonly targets: readonly ArrayTarget[];
  /** Of all VIP groups of the path. */
  readonly vips: readonly ArrayVip[];
  /** Undefined without a VIP group. */
  readonly preempt: boolean | undefined;
  /** Volumes that are mapped through it, for clients of whatever cluster. */
  readonly mappedVolumes: number;
}

export interface ArrayTarget {
  /** Host name of the gateway. */
  readonly gateway: string;
  readonly site: SiteId | undefined;
  readonly iqn: string;
  readonly portals: readonly Portal[];
  /** The array's word: `active` is well. */
  readonly status: string;
}

export interface ArrayVip {
  readonly address: string;
  readonly mask: number;
  readonly defaultGateway: string | undefined;
  readonly holder: string | undefined;
  readonly status: string;
}
