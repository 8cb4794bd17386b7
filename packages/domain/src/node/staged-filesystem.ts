import { failed, ok, type Result } from '../shared/result.js';
import { wwidOf, type Naa } from '../volume/scsi-identity.js';
import type { MountEntry } from './mounts.port.js';
import type { NodeProblem } from './node-problems.js';

/** What stands at the staging path. */
export type StagingState = 'empty' | 'ours';

/** A mount is ours only by the identity of the device below it, never by its path (hazard H8). */
export function readStaging(
  path: string,
  naa: Naa,
  mounts: readonly MountEntry[],
): Result<StagingState, NodeProblem> {
  if (mounts.length === 0) return ok('empty');
  const wanted = `mpath-${wwidOf(naa)}`;
  const foreign = mounts.find((mount) => mount.deviceUuid !== wanted);
  if (foreign === undefined) return ok('ours');
  const found = foreign.deviceUuid ?? foreign.source;
  return failed({ kind: 'mounted-differently', path, wanted, found });
}
