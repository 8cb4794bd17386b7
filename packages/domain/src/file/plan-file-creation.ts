import type { Bytes } from '../shared/bytes.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { chooseSize } from '../volume/capacity-range.js';
import type { CreateVolumeRequest } from '../volume/create-volume-request.js';
import type { VolumeName } from '../volume/volume-name.js';
import { checkFileCapabilities } from './file-capabilities.js';
import { parseFileParameters, type FileParameters } from './file-parameters.js';
import { FILE_SIZES } from './file-sizes.js';
import { parseTreeName } from './tree-name.js';

export interface FileCreationPlan {
  readonly name: VolumeName;
  readonly parameters: FileParameters;
  readonly size: Bytes;
}

/** Everything that can be refused before an array is asked. `clientGroup`: this cluster's own, which wins over the class. */
export function planFileCreation(
  request: CreateVolumeRequest,
  clientGroup: string | undefined,
): Result<FileCreationPlan, Problem> {
  const name = parseTreeName(request.name, 'name');
  if (!name.ok) return name;
  const capabilities = checkFileCapabilities(request.capabilities, 'volume_capabilities');
  if (!capabilities.ok) return capabilities;
  const parameters = parseFileParameters(request.parameters);
  if (!parameters.ok) return parameters;
  const refusal = refuse(request, parameters.value);
  if (refusal !== undefined) return failed(refusal);
  const size = chooseSize(request, FILE_SIZES);
  if (!size.ok) return size;
  const { access } = parameters.value;
  const own =
    access.kind === 'group' && clientGroup !== undefined ? { ...access, group: clientGroup } : access;
  return ok({ name: name.value, parameters: { ...parameters.value, access: own }, size: size.value });
}

function refuse(
  { source, credentials }: CreateVolumeRequest,
  parameters: FileParameters,
): Problem | undefined {
  if (source !== 'none') {
    const remedy =
      'the array can neither snapshot nor copy a single NFS volume; make an empty one and copy the files';
    return { kind: 'invalid-request', field: 'volume_content_source', value: source.kind, remedy };
  }
  if (credentials === undefined || parameters.credentials === undefined) return undefined;
  const remedy = 'the class refers to a secret as well; leave user and password out';
  return { kind: 'invalid-request', field: 'parameters["user"]', remedy };
}
