import type { CsiServer, ControllerUseCases, IdentityUseCases, NodeUseCases } from '@twinsite/csi-adapter';
import type { ArrayDirectory, ArrayWatch, KnownTargets, NodePorts, VolumeClaims } from '@twinsite/domain';
import type { IscsiPorts } from '@twinsite/iscsi-adapter';
import type { LinuxHost } from '@twinsite/linux-host';
import type { Registry } from 'prom-client';
import type { InjectionToken } from 'tsyringe';
import type { DriverConfig } from '../config/driver-config.js';

const token = <T>(name: string): InjectionToken<T> => Symbol(name);

/** One typed symbol per part; decorators are used nowhere (docs/adr/0005). */
export const TOKENS = {
  config: token<DriverConfig>('DriverConfig'),
  arrays: token<OwnedArrays>('ArrayDirectory'),
  arrayWatch: token<ArrayWatch>('ArrayWatch'),
  metrics: token<Registry>('Registry'),
  nodeHost: token<NodeHost>('NodeHost'),
  nodePorts: token<NodePorts>('NodePorts'),
  knownTargets: token<KnownTargets>('KnownTargets'),
  claims: token<VolumeClaims>('VolumeClaims'),
  identity: token<IdentityUseCases>('IdentityUseCases'),
  controller: token<ControllerUseCases>('ControllerUseCases'),
  node: token<NodeUseCases>('NodeUseCases'),
  server: token<CsiServer>('CsiServer'),
} as const;

/** Everything the adapters offer on this machine. */
export type NodeHost = LinuxHost & IscsiPorts;

/** The list of arrays, with the connections it holds. */
export interface OwnedArrays extends ArrayDirectory {
  close(): Promise<void>;
}
