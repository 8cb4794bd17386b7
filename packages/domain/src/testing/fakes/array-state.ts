import type { ArrayVip } from '../../access-path/access-path-setup.port.js';
import type { FoundMark } from '../../access-path/manager-mark.js';
import type { AccessPath } from '../../attachment/access-path.js';
import type { Holder } from '../../attachment/lun-access.port.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { SiteReading } from '../../site/site-observer.port.js';
import type { Pool } from '../../volume/pool.js';
import type { BlockSnapshot } from '../../snapshot/snapshot.js';
import type { BlockVolume } from '../../volume/volume.js';
import type { FakeFaults } from './array-faults.js';

/** What one in-memory array holds. Shared by its ports, so that several controllers can stand on it at once. */
export interface ArrayState {
  readonly name: string;
  readonly volumes: Map<string, BlockVolume>;
  /** Deleted volumes that the array keeps, by name. */
  readonly trash: Map<string, BlockVolume>;
  /** By id. */
  readonly snapshots: Map<string, BlockSnapshot>;
  readonly pools: readonly Pool[];
  /** As nodes use them without VIPs: one target per gateway. */
  readonly accessPaths: AccessPath[];
  /** What is known of an access path beside its targets, by its name. */
  readonly setups: Map<string, PathSetup>;
  /** Host names of all block gateways. */
  readonly gateways: string[];
  /** Client name by initiator name. */
  readonly clients: Map<string, string>;
  /** The node id each initiator was registered with. */
  readonly nodeIds: Map<string, string>;
  /** LUN by `volume name` and initiator. */
  readonly grants: Map<string, Map<string, number>>;
  readonly faults: FakeFaults;
  reading: SiteReading | undefined;
  serial: number;
}

export interface PathSetup {
  readonly mark: FoundMark;
  readonly vips: readonly ArrayVip[];
  readonly preempt: boolean | undefined;
}

/** Every answer of the fake goes through here: a dark array answers nothing at all. */
export function answer<T>(state: ArrayState, produce: () => Result<T, Problem>): Promise<Result<T, Problem>> {
  if (state.faults.dark) {
    const tried = [{ manager: `${state.name}-manager`, reason: 'connect timeout' }];
    return Promise.resolve(failed({ kind: 'array-unreachable', array: state.name, tried }));
  }
  return Promise.resolve(produce());
}

/** The row as the array shows it now. */
export const withClients = (state: ArrayState, volume: BlockVolume): BlockVolume => ({
  ...volume,
  clients: state.grants.get(volume.name)?.size ?? 0,
});

export const holderOf = ({ clients, nodeIds }: ArrayState, iqn: string): Holder => ({
  client: clients.get(iqn) ?? iqn,
  iqns: [iqn],
  nodeId: nodeIds.get(iqn),
});

export const done: Result<void, Problem> = ok(undefined);
