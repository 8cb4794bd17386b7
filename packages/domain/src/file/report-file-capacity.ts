import type { ArrayDirectory } from '../array/array-directory.port.js';
import { bytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, ok, type Result } from '../shared/result.js';
import type { CapacityRequest } from '../volume/report-capacity.js';
import { roomOf } from './choose-share.js';
import type { FileArray } from './file-array.js';
import { checkFileCapabilities } from './file-capabilities.js';
import type { FileFolder } from './file-folder.js';
import { parseFileParameters } from './file-parameters.js';
import { findPlaces } from './find-places.js';

/**
 * CSI GetCapacity: what the folders of the class can still promise; without a class, those of every listed array. The request
 * carries no secret, so the listed arrays' own credentials are used, and those of the class.
 */
export function reportFileCapacity(deps: { readonly arrays: ArrayDirectory<FileArray> }) {
  return async (request: CapacityRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>> => {
    if (!checkFileCapabilities(request.capabilities, 'volume_capabilities').ok) return ok(bytes(0n));
    if (Object.keys(request.parameters).length === 0) return wholeCapacity(deps.arrays, signal);
    const parameters = parseFileParameters(request.parameters);
    if (!parameters.ok) return parameters;
    const { xmsServers: managers, credentials, shares } = parameters.value;
    const array = deps.arrays.resolve({ managers, credentials });
    if (!array.ok) return array;
    const places = await findPlaces(array.value, shares, signal);
    return places.ok ? ok(roomIn(places.value.map(({ folder }) => folder))) : places;
  };
}

async function wholeCapacity(
  arrays: ArrayDirectory<FileArray>,
  signal: CancelSignal,
): Promise<Result<Bytes, Problem>> {
  const lists = all(await Promise.all(arrays.listed().map(({ files }) => files.folders.list(signal))));
  if (!lists.ok) return lists;
  return ok(bytes(lists.value.reduce((sum, folders) => sum + roomIn(folders), 0n)));
}

/** One folder may be shared through several VIPs. */
function roomIn(folders: readonly FileFolder[]): Bytes {
  const once = new Map(folders.map((folder) => [folder.id, folder]));
  return bytes([...once.values()].reduce((sum, folder) => sum + roomOf(folder), 0n));
}
