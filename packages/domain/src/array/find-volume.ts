import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import { locateVolume, type Located } from './ask-arrays.js';
import type { ArrayDirectory } from './array-directory.port.js';

/** The volume behind a CSI volume id, or `volume-missing` when every listed array said that it has none. */
export async function findVolume(
  arrays: ArrayDirectory,
  volumeId: string,
  signal: CancelSignal,
): Promise<Result<Located, Problem>> {
  const name = parseBlockHandle(volumeId);
  if (!name.ok) return name;
  const listed = arrays.listed();
  const where = await locateVolume(listed, name.value, signal);
  if (!where.ok) return where;
  if (where.value.kind === 'found') return ok(where.value.at);
  return failed({ kind: 'volume-missing', volume: volumeId, arrays: listed.map((array) => array.name) });
}
