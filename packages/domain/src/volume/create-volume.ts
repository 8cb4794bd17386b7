import type { AccessPathNames } from '../access-path/access-path-names.port.js';
import { managersByName, ownNames, type NameRoom } from '../access-path/resolve-access-path.js';
import type { ArrayDirectory } from '../array/array-directory.port.js';
import { locateVolume } from '../array/ask-arrays.js';
import type { StorageArray } from '../array/storage-array.js';
import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { fitsRange } from './capacity-range.js';
import { CLASS_FIELD, classAccessPath } from './class-access-path.js';
import { findSource, noteOf, sameSource, type FoundSource } from './content-source.js';
import type { CreateVolumeRequest } from './create-volume-request.js';
import { ensureVolume } from './ensure-volume.js';
import { finishCopy } from './finish-copy.js';
import { planCreation, sizeFromSource, type CreationPlan } from './plan-creation.js';
import { writeVolumeContext } from './volume-context.js';
import { formatBlockHandle } from './volume-handle.js';
import { readVolumeNotes } from './volume-notes.js';
import type { VolumeParameters } from './volume-parameters.js';
import type { BlockVolume } from './volume.js';

export interface CreatedVolume {
  readonly volumeId: string;
  readonly size: Bytes;
  readonly context: Readonly<Record<string, string>>;
}

/** CSI CreateVolume: the same name with a fitting volume is the same answer, however often and from whomever. */
export function createVolume({
  arrays,
  names = ownNames,
}: {
  readonly arrays: ArrayDirectory;
  /** Absent: names are the array's own. */
  readonly names?: AccessPathNames;
}) {
  const room = { arrays, names };
  return async (
    request: CreateVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<CreatedVolume, Problem>> => {
    const plan = planCreation(request);
    if (!plan.ok) return plan;
    const source = await sourceOf(arrays, request, signal);
    if (!source.ok)
      return finishedBefore(room, { request, plan: plan.value, missing: source.problem }, signal);
    const array = resolveArray(room, request, plan.value.parameters, source.value);
    if (!array.ok) return array;
    const accessPath = await classAccessPath({ ...room, array: array.value }, plan.value.parameters, signal);
    if (!accessPath.ok) return accessPath;
    const volume = await makeVolume(array.value, { request, plan: plan.value, source: source.value }, signal);
    if (!volume.ok) return volume;
    const context = writeVolumeContext(array.value.name, accessPath.value, plan.value.parameters);
    return ok({ volumeId: formatBlockHandle(plan.value.name), size: volume.value.size, context });
  };
}

async function sourceOf(
  arrays: ArrayDirectory,
  { source }: CreateVolumeRequest,
  signal: CancelSignal,
): Promise<Result<FoundSource | undefined, Problem>> {
  return source === 'none' ? ok(undefined) : findSource(arrays, source, signal);
}

/** A copy is made on the array that has the source; a class that names another one is a mistake. */
function resolveArray(
  room: NameRoom,
  { credentials }: CreateVolumeRequest,
  { xmsServers, accessPaths }: VolumeParameters,
  source: FoundSource | undefined,
): Result<StorageArray, Problem> {
  if (source !== undefined && xmsServers.length === 0) return ok(source.array);
  const given = { name: accessPaths[0] ?? '', field: CLASS_FIELD };
  const namedBy = xmsServers.length > 0 ? 'request' : 'access-path';
  const managers = namedBy === 'request' ? ok(xmsServers) : managersByName(room, given);
  if (!managers.ok) return managers;
  const array = room.arrays.resolve({ managers: managers.value, namedBy, credentials });
  if (!array.ok || source === undefined || array.value.name === source.array.name) return array;
  const remedy = `the source is on array ${source.array.name}, these are managers of ${array.value.name}; a copy stays on its array`;
  return failed({
    kind: 'invalid-request',
    field: 'parameters["xmsServers"]',
    value: xmsServers.join(','),
    remedy,
  });
}

interface Creation {
  readonly request: CreateVolumeRequest;
  readonly plan: CreationPlan;
  readonly source: FoundSource | undefined;
}

async function makeVolume(
  array: StorageArray,
  { request, plan, source }: Creation,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const { name, parameters } = plan;
  const size = source === undefined ? ok(plan.size) : sizeFromSource(plan.size, source.size, request);
  if (!size.ok) return size;
  const { pool, deletePolicy } = parameters;
  const isRaw = request.capabilities.every(({ use }) => use.kind === 'block');
  const wanted = { name, size: size.value, range: request, pool, deletePolicy, isRaw, source };
  const volume = await ensureVolume(array, wanted, signal);
  if (!volume.ok || source === undefined) return volume;
  const flatten = parameters.flatten ?? source.flatten;
  return finishCopy(array, { volume: volume.value, size: size.value, flatten, source }, signal);
}

/** The source may go as soon as the copy stands alone, also before the caller has heard of it. */
async function finishedBefore(
  room: NameRoom,
  { request, plan, missing }: Pick<Creation, 'request' | 'plan'> & { readonly missing: Problem },
  signal: CancelSignal,
): Promise<Result<CreatedVolume, Problem>> {
  const { source } = request;
  const isMissing = missing.kind === 'snapshot-missing' || missing.kind === 'volume-missing';
  if (source === 'none' || !isMissing) return failed(missing);
  const where = await locateVolume(room.arrays.listed(), plan.name, signal);
  if (!where.ok) return where;
  if (where.value.kind === 'nowhere') return failed(missing);
  const { array, volume } = where.value.at;
  const isCopy = sameSource(readVolumeNotes(volume.description).source, noteOf(source));
  const isFinished = volume.parentSnapshot === undefined && volume.state.kind === 'ready';
  if (!isCopy || !isFinished || !fitsRange(volume.size, request)) return failed(missing);
  const accessPath = await classAccessPath({ ...room, array }, plan.parameters, signal);
  if (!accessPath.ok) return accessPath;
  const context = writeVolumeContext(array.name, accessPath.value, plan.parameters);
  return ok({ volumeId: formatBlockHandle(plan.name), size: volume.size, context });
}
