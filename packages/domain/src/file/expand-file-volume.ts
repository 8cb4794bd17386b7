import type { ArrayDirectory } from '../array/array-directory.port.js';
import { findBy } from '../array/find-volume.js';
import { requireFileOwner } from '../ownership/require-owner.js';
import { bytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { chooseSize } from '../volume/capacity-range.js';
import { withinLimit, type ExpandVolumeRequest } from '../volume/expand-volume.js';
import { roomOf } from './choose-share.js';
import type { FileArray } from './file-array.js';
import { checkFileCapability } from './file-capabilities.js';
import { FILE_SIZES } from './file-sizes.js';
import type { QuotaTree } from './quota-tree.js';
import { fileLookup } from './tree-name.js';

/** CSI ControllerExpandVolume. Never shrinks; large enough already is success. The node has nothing to do. */
export function expandFileVolume(deps: {
  readonly arrays: ArrayDirectory<FileArray>;
  /** This cluster's id. Absent: it grows what is not protected. */
  readonly cluster?: string | undefined;
}) {
  return async (request: ExpandVolumeRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>> => {
    const { capability } = request;
    const capable =
      capability === undefined ? ok(undefined) : checkFileCapability(capability, 'volume_capability');
    if (!capable.ok) return capable;
    const size = chooseSize(request, FILE_SIZES);
    if (!size.ok) return size;
    const found = await findBy(fileLookup, deps.arrays, request.volumeId, signal);
    if (!found.ok) return found;
    const { array, volume } = found.value;
    const owner = await requireFileOwner({ array, cluster: deps.cluster }, volume.name, signal);
    if (!owner.ok) return owner;
    if (volume.state.kind === 'failed')
      return failed({ kind: 'volume-failed', volume: volume.name, status: volume.state.status });
    const ready = volume.state.kind === 'ready' ? ok(volume) : await array.files.trees.settle(volume, signal);
    if (!ready.ok) return ready;
    const wanted = request.requiredBytes === undefined ? ready.value.size : size.value;
    return ready.value.size >= wanted
      ? withinLimit(ready.value.size, request)
      : grow(array, ready.value, wanted, signal);
  };
}

async function grow(
  { files }: FileArray,
  tree: QuotaTree,
  wanted: Bytes,
  signal: CancelSignal,
): Promise<Result<Bytes, Problem>> {
  const folder = await files.folders.find(tree.folder.name, signal);
  if (!folder.ok) return folder;
  const more = bytes(wanted - tree.size);
  if (folder.value !== undefined && roomOf(folder.value) < more)
    return failed({
      kind: 'folder-full',
      folder: folder.value.name,
      requested: more,
      left: roomOf(folder.value),
    });
  const grown = await files.trees.resize(tree, wanted, signal);
  return grown.ok ? ok(grown.value.size) : grown;
}
