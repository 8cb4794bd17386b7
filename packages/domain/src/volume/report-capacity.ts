import type { ArrayDirectory } from '../array/array-directory.port.js';
import { bytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from './capability.js';
import { checkCapabilities } from './check-capabilities.js';
import { parseVolumeParameters } from './volume-parameters.js';

export interface CapacityRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly VolumeCapability[];
}

/**
 * CSI GetCapacity: free space of the class's pool by the newest sample. Advisory, since volumes are thin. The request
 * carries no secret, so the listed arrays' own credentials are used. Capabilities that no volume can have leave no room.
 */
export function reportCapacity(deps: { readonly arrays: ArrayDirectory }) {
  return async (request: CapacityRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>> => {
    if (!checkCapabilities(request.capabilities, 'volume_capabilities').ok) return ok(bytes(0n));
    if (Object.keys(request.parameters).length === 0) return wholeCapacity(deps.arrays, signal);
    const parameters = parseVolumeParameters(request.parameters);
    if (!parameters.ok) return parameters;
    const array = deps.arrays.resolve({ managers: parameters.value.xmsServers, credentials: undefined });
    if (!array.ok) return array;
    const pool = await array.value.pools.find(parameters.value.pool, signal);
    return pool.ok ? ok(pool.value.free ?? bytes(0n)) : pool;
  };
}

/** Without a class: the free space of every pool of every listed array. */
async function wholeCapacity(arrays: ArrayDirectory, signal: CancelSignal): Promise<Result<Bytes, Problem>> {
  const lists = all(await Promise.all(arrays.listed().map((array) => array.pools.list(signal))));
  if (!lists.ok) return lists;
  return ok(bytes(lists.value.flat().reduce((sum, pool) => sum + (pool.free ?? 0n), 0n)));
}
