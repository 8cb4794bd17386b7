import { FILE_GATEWAYS, GATEWAYS, NODES, type FileGatewayName, type GuestName } from './topology.js';

/** Which storage is switched on: block gateways, or file gateways and what is below them, or all. */
export const STORAGES = ['block', 'file', 'both'] as const;
export type Storage = (typeof STORAGES)[number];

const hasBlock = (storage: Storage): boolean => storage !== 'file';
export const hasFiles = (storage: Storage): boolean => storage !== 'block';

/** The machines of a lab with this storage. */
export function guestsOf(storage: Storage): readonly GuestName[] {
  return [...blockGatewaysOf(storage), ...NODES, ...(hasFiles(storage) ? (['backing'] as const) : [])];
}

export function blockGatewaysOf(storage: Storage): readonly GuestName[] {
  return hasBlock(storage) ? GATEWAYS : [];
}

/** Those that need a lease of the monitors. */
export function gatewaysOf(storage: Storage): readonly (GuestName | FileGatewayName)[] {
  return [...blockGatewaysOf(storage), ...(hasFiles(storage) ? FILE_GATEWAYS : [])];
}
