import { nestView } from './nest-view.js';
import type { Reader } from './reader.js';

/** `MappingGroup`: the volumes one client group sees through one access path. It does not list the volumes. */
export interface WireMappingGroup {
  readonly id: number;
  readonly accessPathId: number | undefined;
  readonly clientGroupId: number | undefined;
  readonly clientGroupName: string | undefined;
  readonly status: string;
}

export function decodeMappingGroup(from: Reader): WireMappingGroup {
  return {
    id: from.integer('id'),
    accessPathId: nestView(from, 'access_path')?.id,
    clientGroupId: nestView(from, 'client_group')?.id,
    clientGroupName: nestView(from, 'client_group')?.name,
    status: from.text('status'),
  };
}
