import type { CsiServer, ControllerUseCases, IdentityUseCases, NodeUseCases } from '@twinsite/csi-adapter';
import type {
  ArrayDirectory,
  ArrayWatch,
  FileArray,
  EventSink,
  InvalidRequest,
  KnownTargets,
  NodePorts,
  Result,
  StorageArray,
  VolumeClaims,
} from '@twinsite/domain';
import type { IscsiPorts } from '@twinsite/iscsi-adapter';
import type { ElectionTimings } from '@twinsite/k8s-dr-adapter';
import type { LinuxHost } from '@twinsite/linux-host';
import type { ArrayList, ManagerArrays, NamingSource } from '@twinsite/xms-adapter';
import type { Registry } from 'prom-client';
import type { InjectionToken } from 'tsyringe';
import type { ChangeBell } from '../background/change-bell.js';
import type { DriverConfig } from '../config/driver-config.js';
import type { Cluster } from '../kubernetes/cluster.js';

const token = <T>(name: string): InjectionToken<T> => Symbol(name);

/** One typed symbol per part; decorators are used nowhere (docs/adr/0005). */
export const TOKENS = {
  config: token<DriverConfig>('DriverConfig'),
  arrays: token<OwnedArrays>('ArrayDirectory'),
  arrayWatch: token<ArrayWatch>('ArrayWatch'),
  /** What the driver has of Kubernetes; registered only where it is switched on. */
  cluster: token<Cluster>('Cluster'),
  events: token<EventSink>('EventSink'),
  electionTimings: token<ElectionTimings>('ElectionTimings'),
  metrics: token<Registry>('Registry'),
  nodeHost: token<NodeHost>('NodeHost'),
  nodePorts: token<NodePorts>('NodePorts'),
  knownTargets: token<KnownTargets>('KnownTargets'),
  claims: token<VolumeClaims>('VolumeClaims'),
  /** Rings when a call has staged or unstaged a volume. */
  nodeChanged: token<ChangeBell>('ChangeBell'),
  identity: token<IdentityUseCases>('IdentityUseCases'),
  controller: token<ControllerUseCases>('ControllerUseCases'),
  node: token<NodeUseCases>('NodeUseCases'),
  server: token<CsiServer>('CsiServer'),
} as const;

/** Everything the adapters offer on this machine. */
export type NodeHost = LinuxHost & IscsiPorts;

/** The list of arrays, with the connections it holds. */
export interface OwnedArrays extends ArrayDirectory<StorageArray & FileArray> {
  replace(list: ArrayList): Result<void, InvalidRequest>;
  /** Which array each manager says that it is of. */
  identify(sources: readonly NamingSource[], signal: AbortSignal): Promise<ManagerArrays>;
  /** Managers of a listed array, in the order they are tried. */
  managersOf(array: string): readonly string[];
  /** Calls back when an array has refused its credentials. */
  onDenied(listener: () => void): void;
  close(): Promise<void>;
}
