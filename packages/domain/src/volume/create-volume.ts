import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { StorageArray } from '../array/storage-array.js';
import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from './capability.js';
import { chooseSize, type CapacityRange } from './capacity-range.js';
import { checkCapabilities } from './check-capabilities.js';
import { ensureVolume } from './ensure-volume.js';
import { writeVolumeContext } from './volume-context.js';
import { formatBlockHandle } from './volume-handle.js';
import { parseVolumeName } from './volume-name.js';
import { parseVolumeParameters, type VolumeParameters } from './volume-parameters.js';

export interface CreateVolumeRequest extends CapacityRange {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly VolumeCapability[];
  readonly source: 'none' | 'snapshot' | 'volume';
  readonly credentials: ArrayCredentials | undefined;
}

export interface CreatedVolume {
  readonly volumeId: string;
  readonly size: Bytes;
  readonly context: Readonly<Record<string, string>>;
}

/** CSI CreateVolume: the same name with a fitting volume is the same answer, however often and from whomever. */
export function createVolume(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    request: CreateVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<CreatedVolume, Problem>> => {
    const plan = planCreation(request);
    if (!plan.ok) return plan;
    const { name, size, parameters } = plan.value;
    const array = deps.arrays.resolve({ managers: parameters.xmsServers, credentials: request.credentials });
    if (!array.ok) return array;
    const accessPath = await firstAccessPath(array.value, parameters, signal);
    if (!accessPath.ok) return accessPath;
    const volume = await ensureVolume(
      array.value,
      { name, size, range: request, pool: parameters.pool },
      signal,
    );
    if (!volume.ok) return volume;
    return ok({
      volumeId: formatBlockHandle(name),
      size: volume.value.size,
      context: writeVolumeContext(array.value.name, accessPath.value, parameters),
    });
  };
}

function planCreation(request: CreateVolumeRequest) {
  if (request.source !== 'none') {
    const remedy = 'making a volume from a snapshot or another volume is not supported';
    return failed({
      kind: 'invalid-request',
      field: 'volume_content_source',
      value: request.source,
      remedy,
    } as const);
  }
  const name = parseVolumeName(request.name, 'name');
  if (!name.ok) return name;
  const capabilities = checkCapabilities(request.capabilities, 'volume_capabilities');
  if (!capabilities.ok) return capabilities;
  const parameters = parseVolumeParameters(request.parameters);
  if (!parameters.ok) return parameters;
  const size = chooseSize(request);
  if (!size.ok) return size;
  return ok({ name: name.value, parameters: parameters.value, size: size.value });
}

/** The class may name several; the first is the one a new volume uses, and all of them must exist. */
async function firstAccessPath(
  array: StorageArray,
  parameters: VolumeParameters,
  signal: CancelSignal,
): Promise<Result<string, Problem>> {
  const known = await array.accessPaths.names(signal);
  if (!known.ok) return known;
  const missing = parameters.accessPaths.find((name) => !known.value.includes(name));
  if (missing !== undefined)
    return failed({ kind: 'access-path-missing', accessPath: missing, known: known.value });
  return ok(parameters.accessPaths[0] ?? '');
}
