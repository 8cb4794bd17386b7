import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { StageVolumeRequest } from '../../node/stage-volume.js';
import type { FileAttachment } from '../file-attachment.js';
import { checkFileCapability } from '../file-capabilities.js';
import { planNfsMountOptions, type NfsMountOptions } from './nfs-mount-options.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { asWanted, topAt } from './staged-mount.js';
import { refuseLingering } from './still-lingering.js';

export interface StageFileVolumeRequest extends Omit<StageVolumeRequest, 'attachment' | 'context'> {
  readonly attachment: FileAttachment;
}

/**
 * CSI NodeStageVolume: the one NFS mount of the volume on this node (docs/adr/0026). While an earlier one lingers it is not
 * mounted anew: writes of the old mount would land among those of the new one.
 */
export function stageFileVolume(ports: NfsNodePorts) {
  return async (request: StageFileVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath, attachment } = request;
    const planned = planOptions(request);
    if (!planned.ok) return planned;
    const mounts = await ports.mounts.list([stagingPath], signal);
    if (!mounts.ok) return mounts;
    const top = topAt(mounts.value, stagingPath);
    if (top !== undefined) return asWanted(top, attachment);
    const over = await refuseLingering(ports.lingering, volumeId, signal);
    if (!over.ok) return over;
    if (planned.value.isSoft) ports.note({ kind: 'soft-mount', volume: volumeId });
    const { options } = planned.value;
    return ports.mounts.mount({ source: attachment.source, path: stagingPath, options }, signal);
  };
}

function planOptions({ capability, attachment }: StageFileVolumeRequest): Result<NfsMountOptions, Problem> {
  const capable = checkFileCapability(capability, 'volume_capability');
  if (!capable.ok) return capable;
  const { use } = capability;
  if (use.kind === 'block') return ok({ options: [], isSoft: false });
  const field = 'volume_capability.mount.mount_flags';
  return planNfsMountOptions({ flags: use.mountFlags, readOnly: attachment.readOnly, field });
}
