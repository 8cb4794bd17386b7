import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { StorageArray } from '../array/storage-array.js';
import { requireOwner } from '../ownership/require-owner.js';
import { formatBytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from './capability.js';
import { chooseSize, type CapacityRange } from './capacity-range.js';
import { checkCapability } from './check-capabilities.js';
import type { BlockVolume } from './volume.js';

export interface ExpandVolumeRequest extends CapacityRange {
  readonly volumeId: string;
  readonly capability: VolumeCapability | undefined;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI ControllerExpandVolume: the array's half. Never shrinks; large enough already is success. The value is the size
 * the array shows. The node always has its half to do, since a multipath map does not grow by itself.
 */
export function expandVolume(deps: {
  readonly arrays: ArrayDirectory;
  /** This cluster's id. Absent: it grows what is not protected. */
  readonly cluster?: string | undefined;
}) {
  return async (request: ExpandVolumeRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>> => {
    const { capability } = request;
    const capable =
      capability === undefined ? ok(undefined) : checkCapability(capability, 'volume_capability');
    if (!capable.ok) return capable;
    const size = chooseSize(request);
    if (!size.ok) return size;
    const found = await findVolume(deps.arrays, request.volumeId, signal);
    if (!found.ok) return found;
    const owner = await requireOwner({ ...found.value, cluster: deps.cluster }, found.value.volume, signal);
    if (!owner.ok) return owner;
    const ready = await readyVolume(found.value.array, found.value.volume, signal);
    if (!ready.ok) return ready;
    const wanted = request.requiredBytes === undefined ? ready.value.size : size.value;
    if (ready.value.size >= wanted) return withinLimit(ready.value.size, request);
    const grown = await found.value.array.volumeChanges.resize(ready.value, wanted, signal);
    return grown.ok ? ok(grown.value.size) : grown;
  };
}

async function readyVolume(
  array: StorageArray,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const { state, name } = volume;
  if (state.kind === 'failed') return failed({ kind: 'volume-failed', volume: name, status: state.status });
  return state.kind === 'ready' ? ok(volume) : array.volumes.settle(volume, signal);
}

export function withinLimit(size: Bytes, { limitBytes }: CapacityRange): Result<Bytes, Problem> {
  if (limitBytes === undefined || size <= limitBytes) return ok(size);
  const detail = `the volume has ${formatBytes(size)} already, above limit_bytes ${formatBytes(limitBytes)}; it is never made smaller`;
  return failed({ kind: 'capacity-out-of-range', detail });
}
