import type { Attachment } from '../attachment/attachment.js';
import { failed, ok, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
import type { MountEntry } from './mounts.port.js';
import type { MapAccess } from './multipath-maps.port.js';
import type { NodeProblem } from './node-problems.js';

/** What stands at the staging path. */
export type StagingState = 'empty' | 'ours';

/** A mount is ours only by the identity of the device below it, never by its path (hazard H8), and in the wanted mode. */
export function readStaging(
  path: string,
  { naa, readOnly }: Pick<Attachment, 'naa' | 'readOnly'>,
  mounts: readonly MountEntry[],
): Result<StagingState, NodeProblem> {
  if (mounts.length === 0) return ok('empty');
  const wanted = `mpath-${wwidOf(naa)}`;
  const foreign = mounts.find((mount) => mount.deviceUuid !== wanted);
  if (foreign !== undefined) {
    const found = foreign.deviceUuid ?? foreign.source;
    return failed({ kind: 'mounted-differently', path, wanted, found });
  }
  const isReadOnly = mounts.at(-1)?.readOnly === true;
  if (isReadOnly === readOnly) return ok('ours');
  const [mode, found] = [mapAccessOf(readOnly), mapAccessOf(isReadOnly)];
  return failed({ kind: 'mounted-differently', path, wanted: mode, found });
}

export const mapAccessOf = (readOnly: boolean): MapAccess => (readOnly ? 'read-only' : 'read-write');
