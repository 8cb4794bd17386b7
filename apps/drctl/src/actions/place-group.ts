import {
  failed,
  groupVolumes,
  placeVolumes,
  type PlacedVolume,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import type { OpenArrays } from '../workbench.js';

/** The group's volumes where they are. Without any there is nothing to own, and nothing that could be fenced. */
export async function placeGroup(
  arrays: OpenArrays,
  set: RecoverySet,
  signal: AbortSignal,
): Promise<Result<readonly PlacedVolume[], Problem>> {
  const volumes = groupVolumes(set);
  if (volumes.length > 0) return placeVolumes(arrays, volumes, signal);
  const remedy =
    'has no volume of iscsi.csi.xsky.com or com.nfs.csi.xsky, so that no array says who may write it';
  return failed({ kind: 'invalid-request', field: 'group', value: set.group, remedy });
}
