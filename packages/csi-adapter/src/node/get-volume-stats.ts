import { failed, ok, type PathUsage, type Problem, type Result } from '@twinsite/domain';
import {
  Node,
  VolumeUsage_Unit as Unit,
  type NodeGetVolumeStatsRequest as Wire,
} from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { MountUseCases, UsageRequest } from './node-use-cases.js';

/** Reads only, so it claims no volume: statistics go on while another call is at work. */
export function getVolumeStats(useCases: Pick<MountUseCases, 'volumeUsage'>): Rpc {
  return rpc(Node.method.nodeGetVolumeStats, {
    parse,
    run: (request, signal) => useCases.volumeUsage(request, signal),
    reply: (usage) => ({ usage: rows(usage) }),
  });
}

function parse({ volumeId, volumePath, stagingTargetPath }: Wire): Result<UsageRequest, Problem> {
  const missing = firstRefusal(requireText('volume_id', volumeId), requireText('volume_path', volumePath));
  if (missing) return missing;
  // csi-sanity asks for a relative path and wants NOT_FOUND: nothing is ever staged or published at one.
  if (!volumePath.startsWith('/')) return failed({ kind: 'path-missing', path: volumePath });
  const paths = firstRefusal(
    requirePath('volume_path', volumePath),
    stagingTargetPath === '' ? ok(undefined) : requirePath('staging_target_path', stagingTargetPath),
  );
  return paths ?? ok({ volumeId, path: volumePath });
}

/** Of a raw device only the size is known. */
function rows(found: PathUsage) {
  if (found.kind === 'device') return [{ unit: Unit.BYTES, total: found.size }];
  const { bytes, inodes } = found.usage;
  return [
    { unit: Unit.BYTES, ...bytes },
    { unit: Unit.INODES, ...inodes },
  ];
}
