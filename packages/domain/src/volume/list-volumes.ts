import type { ConfirmWhole } from '../array/confirm-absence.js';
import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { Page, PageRequest } from '../array/list-page.js';
import { listWhole } from '../array/list-whole.js';
import type { StorageArray } from '../array/storage-array.js';
import type { Holder } from '../attachment/lun-access.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { listedVolume, type ListedVolume } from './listed-volume.js';
import { parseVolumeName } from './volume-name.js';
import type { BlockVolume } from './volume.js';

interface Row extends Pick<BlockVolume, 'array' | 'id'> {
  readonly volume: BlockVolume;
  readonly holders: readonly Holder[];
}

/**
 * CSI ListVolumes with the nodes that have each: complete or a problem. A part would look like volumes that are gone and
 * nodes that were detached (hazard H27).
 */
export function listVolumes(deps: {
  readonly arrays: ArrayDirectory;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmWhole?: ConfirmWhole;
}) {
  return async (request: PageRequest, signal: CancelSignal): Promise<Result<Page<ListedVolume>, Problem>> => {
    const page = await listWhole({ ...deps, rowsOf }, request, signal);
    if (!page.ok) return page;
    const rows = page.value.rows.map(({ volume, holders }) => listedVolume(volume, holders));
    return ok({ ...page.value, rows });
  };
}

/** The holders are read first: one that comes in between is missed, one that goes is never shown without its volume. */
async function rowsOf(array: StorageArray, signal: CancelSignal): Promise<Result<readonly Row[], Problem>> {
  const holders = await array.publishedNodes.byVolume(signal);
  if (!holders.ok) return holders;
  const volumes = await array.volumes.list(signal);
  if (!volumes.ok) return volumes;
  const named = volumes.value.filter(({ name }) => parseVolumeName(name, 'name').ok);
  return ok(
    named.map((volume) => ({
      array: array.name,
      id: volume.id,
      volume,
      holders: holders.value.get(volume.id) ?? [],
    })),
  );
}
