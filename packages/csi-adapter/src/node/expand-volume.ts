import { failed, ok, type ExpandOnNodeRequest, type Problem, type Result } from '@twinsite/domain';
import { Node, type NodeExpandVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { parseCapacityRange } from '../validate/capacity-range.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { NodeUseCases } from './node-use-cases.js';

export function expandVolume(useCases: Pick<NodeUseCases, 'expandOnNode'>): Rpc {
  return rpc(Node.method.nodeExpandVolume, {
    volume: ({ volumeId }) => volumeId,
    parse,
    run: (request, signal) => useCases.expandOnNode(request, signal),
    reply: (size) => ({ capacityBytes: size }),
  });
}

/** What the volume is used as is read from the host; a capability that is sent must only make sense. */
function parse(wire: Wire): Result<ExpandOnNodeRequest, Problem> {
  const { volumeId, volumePath, stagingTargetPath, volumeCapability } = wire;
  const missing = firstRefusal(requireText('volume_id', volumeId), requireText('volume_path', volumePath));
  if (missing) return missing;
  const wrong = firstRefusal(
    volumeCapability === undefined ? ok(undefined) : parseCapability('volume_capability', volumeCapability),
    stagingTargetPath === '' ? ok(undefined) : requirePath('staging_target_path', stagingTargetPath),
  );
  if (wrong) return wrong;
  // As NodeGetVolumeStats: nothing is ever at a relative path.
  if (!volumePath.startsWith('/')) return failed({ kind: 'path-missing', path: volumePath });
  const path = requirePath('volume_path', volumePath);
  if (!path.ok) return path;
  const range = parseCapacityRange(wire.capacityRange);
  return range.ok ? ok({ volumeId, volumePath, range: range.value }) : range;
}
