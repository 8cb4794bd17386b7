import type { CsiServer, ControllerUseCases, IdentityUseCases, NodeUseCases } from '@twinsite/csi-adapter';
import type { ArrayDirectory, NodePorts } from '@twinsite/domain';
import type { InjectionToken } from 'tsyringe';
import type { DriverConfig } from '../config/driver-config.js';

const token = <T>(name: string): InjectionToken<T> => Symbol(name);

/** One typed symbol per part; decorators are used nowhere (docs/adr/0005). */
export const TOKENS = {
  config: token<DriverConfig>('DriverConfig'),
  arrays: token<OwnedArrays>('ArrayDirectory'),
  nodePorts: token<NodePorts>('NodePorts'),
  identity: token<IdentityUseCases>('IdentityUseCases'),
  controller: token<ControllerUseCases>('ControllerUseCases'),
  node: token<NodeUseCases>('NodeUseCases'),
  server: token<CsiServer>('CsiServer'),
} as const;

/** The list of arrays, with the connections it holds. */
export interface OwnedArrays extends ArrayDirectory {
  close(): Promise<void>;
}
