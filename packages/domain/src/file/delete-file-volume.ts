import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { ConfirmAbsence } from '../array/confirm-absence.js';
import { findToDelete } from '../array/find-volume.js';
import { requireFileOwner } from '../ownership/require-owner.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { DeleteVolumeRequest } from '../volume/delete-volume.js';
import type { FileArray } from './file-array.js';
import { nodeOfGroup } from './node-group.js';
import { fileLookup } from './tree-name.js';
import { sharesOf } from './tree-shares.js';

/** CSI DeleteVolume: the tree's own shares, then the tree with its files. A node that still has it is in the way. */
export function deleteFileVolume(deps: {
  readonly arrays: ArrayDirectory<FileArray>;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmAbsence?: ConfirmAbsence;
  /** This cluster's id. Absent: it deletes what is not protected. */
  readonly cluster?: string | undefined;
}) {
  return async ({ volumeId }: DeleteVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const found = await findToDelete(fileLookup, deps, volumeId, signal);
    if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
    const { array, volume } = found.value;
    const owner = await requireFileOwner({ array, cluster: deps.cluster }, volume.name, signal);
    if (!owner.ok) return owner;
    const shares = await sharesOf(array, volume, signal);
    if (!shares.ok) return shares;
    const holders = shares.value.own.flatMap(({ acls }) =>
      acls.flatMap(({ who }) =>
        who.kind === 'group' && nodeOfGroup(who.name) !== undefined ? [who.name] : [],
      ),
    );
    if (holders.length > 0) return failed({ kind: 'volume-in-use', volume: volume.name, holders });
    for (const share of shares.value.own) {
      const removed = await array.files.shares.remove(share, signal);
      if (!removed.ok) return removed;
    }
    const deleted = await array.files.trees.delete(volume, signal);
    return deleted.ok ? array.ownership.unprotect(volume.name, signal) : deleted;
  };
}
