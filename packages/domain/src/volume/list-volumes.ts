import type { ConfirmWhole } from '../array/confirm-absence.js';
import type { ArrayDirectory } from '../array/array-directory.port.js';
import { pageOf, type Page, type PageRequest } from '../array/list-page.js';
import type { StorageArray } from '../array/storage-array.js';
import type { Holder } from '../attachment/lun-access.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, ok, type Result } from '../shared/result.js';
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
    const arrays = deps.arrays.listed();
    if (arrays.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
    const rows = all(await Promise.all(arrays.map((array) => rowsOf(array, signal))));
    if (!rows.ok) return rows;
    const whole = await deps.confirmWhole?.(signal);
    if (whole?.ok === false) return whole;
    const names = arrays.map(({ name }) => name);
    const page = pageOf(rows.value.flat(), names, request);
    if (!page.ok) return page;
    return ok({
      ...page.value,
      rows: page.value.rows.map(({ volume, holders }) => listedVolume(volume, holders)),
    });
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
