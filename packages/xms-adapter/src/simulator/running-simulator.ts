import type { Fault } from './http/faults.js';
import type { ManagerState } from './http/manager-server.js';
import type { RequestEntry, Violation } from './http/request-log.js';
import type { MemoryDataPlane } from './plane/memory-data-plane.js';
import type { Severable } from './plane/site-network.js';
import type { Accounts } from './state/accounts.js';
import type { ArrayState } from './state/array-state.js';
import type { Switches } from './switches.js';
import type { Topology } from './topology/topology.js';

export interface RunningManager {
  readonly name: string;
  readonly site: 'a' | 'b' | 'arbiter';
  /** `http://host:port`. */
  readonly url: string;
  readonly state: ManagerState;
  readonly latencyMs: number;
}

/** What a whole-site cut does to the site's managers. */
export type Darkness = 'silent' | 'refusing';

export interface RunningSimulator {
  readonly topology: Topology;
  readonly state: ArrayState;
  readonly accounts: Accounts;
  /** Undefined when another data plane was given. */
  readonly memory: MemoryDataPlane | undefined;
  /** `http://host:port`, when a control port was asked for. */
  readonly controlUrl: string | undefined;
  managers(): readonly RunningManager[];
  /** The managers as a StorageClass lists them: `host:port,host:port`. */
  xmsServers(): string;
  requestLog(): readonly Readonly<RequestEntry>[];
  violations(): readonly Violation[];
  clearLogs(): void;
  switches(): Switches;
  /** Changes the switches named; `settling` is merged by kind. */
  setSwitches(change: Partial<Switches>): void;
  faults(): readonly Fault[];
  setFaults(faults: readonly Fault[]): void;
  addFault(fault: Fault): void;
  setManager(
    name: string,
    change: { readonly state?: ManagerState; readonly latencyMs?: number },
  ): Promise<void>;
  /** Requests that arrived at silent managers and are still waiting for the answer that will not come. */
  heardInSilence(): number;
  /** Cuts part of the network; a whole site takes its managers with it. */
  cut(part: Severable, darkness?: Darkness): Promise<void>;
  heal(part: Severable): Promise<void>;
  /** The parts cut now. */
  cuts(): readonly Severable[];
  /** Orders a planned move, and throws when that gateway may not hold the VIP; it is done when `vipHolder` says so. */
  moveVip(ip: string, gateway: string): void;
  /** The gateway that holds a VIP; undefined while it is on its way. */
  vipHolder(ip: string): string | undefined;
  /** Ends every login token at once. */
  expireLogins(): void;
  /** Accepted changes that have not settled. */
  unsettled(): number;
  close(): Promise<void>;
}
