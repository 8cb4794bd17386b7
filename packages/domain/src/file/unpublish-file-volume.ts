import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { Located } from '../array/ask-arrays.js';
import type { ConfirmAbsence } from '../array/confirm-absence.js';
import { findBy } from '../array/find-volume.js';
import type { UnpublishVolumeRequest } from '../attachment/unpublish-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { fenceFileNode, type FileFenceDeps } from './fence-file-node.js';
import type { FileArray } from './file-array.js';
import { parseFileNodeId, type FileNode } from './file-node-id.js';
import { aclsOn } from './node-acls.js';
import { nodeOfGroup } from './node-group.js';
import type { QuotaTree } from './quota-tree.js';
import { fileLookup } from './tree-name.js';
import { sharesOf } from './tree-shares.js';

export interface UnpublishFileDeps extends FileFenceDeps {
  readonly arrays: ArrayDirectory<FileArray>;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmAbsence?: ConfirmAbsence;
}

/**
 * CSI ControllerUnpublishVolume. In node access success means fenced. In group and public access there is nothing of the one
 * node to take away: it is in as long as its group, or everybody, is.
 */
export function unpublishFileVolume(deps: UnpublishFileDeps) {
  return async (
    { volumeId, nodeId }: UnpublishVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> => {
    const located = await findBy(fileLookup, deps.arrays, volumeId, signal);
    if (!located.ok) {
      if (located.problem.kind !== 'volume-missing') return located;
      return deps.confirmAbsence?.(volumeId, signal) ?? ok(undefined);
    }
    const nodes = await nodesToFence(located.value, nodeId, signal);
    if (!nodes.ok) return nodes;
    for (const node of nodes.value) {
      const fenced = await fenceFileNode(deps, { ...located.value, node, patience: 'sleep' }, signal);
      if (!fenced.ok) return fenced;
    }
    return ok(undefined);
  };
}

/** The named node, or all that are let in. An id that cannot be read may mean any of them, unless there is none. */
async function nodesToFence(
  { array, volume }: Located<FileArray, QuotaTree>,
  nodeId: string | undefined,
  signal: CancelSignal,
): Promise<Result<readonly FileNode[], Problem>> {
  const named = nodeId === undefined || nodeId === '' ? undefined : parseFileNodeId(nodeId);
  if (named?.ok === true) return ok([named.value]);
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const names = aclsOn(shares.value.own).flatMap(({ acl: { who } }) =>
    who.kind === 'group' ? (nodeOfGroup(who.name) ?? []) : [],
  );
  if (named !== undefined) return names.length === 0 ? ok([]) : named;
  // The addresses are those of the groups, which the fence looks up.
  return ok([...new Set(names)].map((name) => ({ name, addresses: [] })));
}
