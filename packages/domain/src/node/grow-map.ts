import { bytes, formatBytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, ok, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
import type { MultipathMap } from './multipath-maps.port.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';

/**
 * Grows the map to its paths once every one of them, on both sites, shows at least `least` bytes and all show the same:
 * a map that is larger than one of its paths ends in I/O errors (hazard H10). A disk that is not in the map does not
 * count; it is proved when it is added.
 */
export async function growMap(
  ports: Pick<NodePorts, 'maps' | 'paths'>,
  { volume, stagingPath, attachment: { naa } }: NodeRecord,
  least: bigint,
  signal: CancelSignal,
): Promise<Result<MultipathMap, Problem>> {
  const map = await ports.maps.find(naa, signal);
  if (!map.ok) return map;
  if (map.value === undefined) return failed({ kind: 'not-staged', volume, stagingPath });
  const disks = await ports.paths.withIdentity(naa, signal);
  if (!disks.ok) return disks;
  const members = disks.value.filter(({ device }) => map.value?.paths.includes(device));
  const grown = all(await Promise.all(members.map((path) => ports.paths.rescan(path, bytes(least), signal))));
  if (!grown.ok) return grown;
  const lack = shortcoming(map.value, grown.value);
  if (lack !== undefined) return failed({ kind: 'map-not-ready', wwid: wwidOf(naa), detail: lack });
  const [first] = grown.value;
  return first === undefined || first.size === map.value.size
    ? ok(map.value)
    : ports.maps.resize(naa, first.size, signal);
}

function shortcoming(
  map: MultipathMap,
  paths: readonly { readonly device: string; readonly size: bigint }[],
): string | undefined {
  const unread = map.paths.filter((name) => !paths.some(({ device }) => device === name));
  if (unread.length > 0) return `the size of its path ${unread.join(', ')} cannot be read`;
  return differentSizes(paths);
}

/** Gateways that have not all seen an expansion yet. Undefined when all paths have one size. */
export function differentSizes(
  paths: readonly { readonly device: string; readonly size: bigint }[],
): string | undefined {
  if (paths.every(({ size }) => size === paths[0]?.size)) return undefined;
  const sizes = paths.map(({ device, size }) => `${device} has ${formatBytes(size)}`);
  return `its paths differ in size (${sizes.join(', ')}); repeat the call`;
}
