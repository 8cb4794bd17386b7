import { formatBytes, type Bytes } from '../shared/bytes.js';
import type { GeneralProblem, Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from './capability.js';
import { chooseSize, type CapacityRange } from './capacity-range.js';
import { checkCapabilities } from './check-capabilities.js';
import type { CreateVolumeRequest } from './create-volume-request.js';
import { parseFsType } from './fs-type.js';
import { parseMkfsOptions } from './mkfs-options.js';
import { parseVolumeName, type VolumeName } from './volume-name.js';
import { parseVolumeParameters, type VolumeParameters } from './volume-parameters.js';

export interface CreationPlan {
  readonly name: VolumeName;
  readonly parameters: VolumeParameters;
  /** Of a volume without a source. */
  readonly size: Bytes;
}

/** Everything that can be refused before an array is asked. */
export function planCreation(request: CreateVolumeRequest): Result<CreationPlan, Problem> {
  const name = parseVolumeName(request.name, 'name');
  if (!name.ok) return name;
  const capabilities = checkCapabilities(request.capabilities, 'volume_capabilities');
  if (!capabilities.ok) return capabilities;
  const parameters = parseVolumeParameters(request.parameters);
  if (!parameters.ok) return parameters;
  const mkfs = checkMkfsOptions(parameters.value, request.capabilities);
  if (!mkfs.ok) return mkfs;
  const life = checkLife(request, parameters.value);
  if (!life.ok) return life;
  const size = chooseSize(request);
  return size.ok ? ok({ name: name.value, parameters: parameters.value, size: size.value }) : size;
}

/** The file system a claim names wins over the class, as it does on the node. */
function checkMkfsOptions(
  { fsType, mkfsOptions }: VolumeParameters,
  capabilities: readonly VolumeCapability[],
): Result<unknown, GeneralProblem> {
  for (const { use } of capabilities) {
    if (use.kind === 'block') continue;
    const wanted = use.fsType === '' ? ok(fsType) : parseFsType(use.fsType, 'mount.fs_type');
    if (!wanted.ok) return wanted;
    const options = parseMkfsOptions(wanted.value, mkfsOptions);
    if (!options.ok) return options;
  }
  return ok(undefined);
}

function checkLife(
  { source }: CreateVolumeRequest,
  { deletePolicy, flatten }: VolumeParameters,
): Result<void, GeneralProblem> {
  const clonesVolume = source !== 'none' && source.kind === 'volume';
  if (!clonesVolume || deletePolicy !== 'trash' || flatten !== false) return ok(undefined);
  const remedy =
    'a clone in the trash would keep its helper snapshot for ever; give flatten "true" or deletePolicy "delete"';
  return failed({ kind: 'invalid-request', field: 'parameters["flatten"]', value: 'false', remedy });
}

/** The size of a volume made from a source: what was asked for, else the source's; never smaller than that. */
export function sizeFromSource(wanted: Bytes, source: Bytes, range: CapacityRange): Result<Bytes, Problem> {
  const size = range.requiredBytes === undefined ? source : wanted;
  if (size < source) {
    const detail = `the source has ${formatBytes(source)}, the request wants ${formatBytes(size)}; a copy cannot be smaller`;
    return failed({ kind: 'capacity-out-of-range', detail });
  }
  if (range.limitBytes === undefined || size <= range.limitBytes) return ok(size);
  const detail = `the source has ${formatBytes(source)}, above limit_bytes ${formatBytes(range.limitBytes)}`;
  return failed({ kind: 'capacity-out-of-range', detail });
}
