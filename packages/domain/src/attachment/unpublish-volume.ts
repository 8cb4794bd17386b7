import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { Located } from '../array/ask-arrays.js';
import type { ConfirmAbsence } from '../array/confirm-absence.js';
import { findVolume } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { fenceNode } from './fence-node.js';
import { readFenceRecords } from './fence-record.js';
import { parseInitiatorIqn } from './initiator-iqn.js';
import { parseNodeId, type NodeIdentity } from './node-id.js';

export interface UnpublishVolumeRequest {
  readonly volumeId: string;
  /** Undefined or empty: every node (CSI: "from all nodes it is published to"). */
  readonly nodeId: string | undefined;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI ControllerUnpublishVolume. Success means fenced: the mapping is gone and no old command of the node can still
 * execute. A volume that no array has, and a node that holds nothing, are success.
 */
export function unpublishVolume(deps: {
  readonly arrays: ArrayDirectory;
  readonly clock: Clock;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmAbsence?: ConfirmAbsence;
}) {
  return async (request: UnpublishVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const located = await findVolume(deps.arrays, request.volumeId, signal);
    if (!located.ok) {
      if (located.problem.kind !== 'volume-missing') return located;
      return deps.confirmAbsence?.(request.volumeId, signal) ?? ok(undefined);
    }
    const nodes = await nodesToFence(located.value, request.nodeId, signal);
    if (!nodes.ok) return nodes;
    for (const node of nodes.value) {
      const fenced = await fenceNode(deps.clock, { ...located.value, node }, signal);
      if (!fenced.ok) return fenced;
    }
    return ok(undefined);
  };
}

/** Those of the named node, or of all, that hold the volume now or whose removal still has to be waited out. */
async function nodesToFence(
  { array, volume }: Located,
  nodeId: string | undefined,
  signal: CancelSignal,
): Promise<Result<readonly NodeIdentity[], Problem>> {
  const named = nodeId === undefined || nodeId === '' ? undefined : parseNodeId(nodeId);
  if (named?.ok === true) return ok([named.value]);
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok) return holders;
  // Read after the holders: another controller may have noted and made a removal since the volume was looked up.
  const current = await array.volumes.find(volume.name, signal);
  if (!current.ok) return current;
  const records = readFenceRecords(current.value?.description ?? '');
  // An id that cannot be read may mean any of the holders, unless there is none.
  if (named !== undefined) return holders.value.length + records.length === 0 ? ok([]) : named;
  const nodes = holders.value.flatMap(({ client, iqns }) =>
    iqns.flatMap((text) => {
      const iqn = parseInitiatorIqn(text);
      return iqn === undefined ? [] : [{ name: client, iqn }];
    }),
  );
  const recorded = records.find(({ node }) => !nodes.some(({ name }) => name === node));
  if (recorded === undefined) return ok(nodes);
  return failed({
    kind: 'fence-unproven',
    volume: volume.name,
    node: recorded.node,
    evidence: 'its removal is still to be waited out; unpublish that node by its node id',
  });
}
