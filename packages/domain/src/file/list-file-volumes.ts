import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { ConfirmWhole } from '../array/confirm-absence.js';
import { findBy } from '../array/find-volume.js';
import type { Page, PageRequest } from '../array/list-page.js';
import { listWhole } from '../array/list-whole.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { ListedVolume } from '../volume/listed-volume.js';
import { formatFileHandle } from '../volume/volume-handle.js';
import type { FileArray } from './file-array.js';
import type { QuotaTree } from './quota-tree.js';
import { fileLookup, parseTreeName } from './tree-name.js';

/** CSI ListVolumes: every quota tree, complete or a problem. Which nodes have one is not told: a group is no node. */
export function listFileVolumes(deps: {
  readonly arrays: ArrayDirectory<FileArray>;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmWhole?: ConfirmWhole;
}) {
  return async (request: PageRequest, signal: CancelSignal): Promise<Result<Page<ListedVolume>, Problem>> => {
    const page = await listWhole({ ...deps, rowsOf }, request, signal);
    return page.ok ? ok({ ...page.value, rows: page.value.rows.map(listed) }) : page;
  };
}

/** CSI ControllerGetVolume. */
export function getFileVolume(deps: { readonly arrays: ArrayDirectory<FileArray> }) {
  return async (
    { volumeId }: { readonly volumeId: string },
    signal: CancelSignal,
  ): Promise<Result<ListedVolume, Problem>> => {
    const found = await findBy(fileLookup, deps.arrays, volumeId, signal);
    return found.ok ? ok(listed(found.value.volume)) : found;
  };
}

async function rowsOf(
  { files }: FileArray,
  signal: CancelSignal,
): Promise<Result<readonly QuotaTree[], Problem>> {
  const trees = await files.trees.list(signal);
  return trees.ok ? ok(trees.value.filter(({ name }) => parseTreeName(name, 'name').ok)) : trees;
}

const listed = ({ name, size }: QuotaTree): ListedVolume => ({
  volumeId: formatFileHandle(name),
  size,
  publishedNodeIds: [],
});
