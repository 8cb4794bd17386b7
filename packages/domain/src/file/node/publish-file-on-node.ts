import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { PublishOnNodeRequest } from '../../node/publish-on-node.js';
import type { FileAttachment } from '../file-attachment.js';
import { checkFileCapability } from '../file-capabilities.js';
import type { NfsMount } from './nfs-mounts.port.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { asWanted, sameSource, topAt } from './staged-mount.js';

export interface PublishFileOnNodeRequest extends PublishOnNodeRequest {
  readonly attachment: FileAttachment;
}

/** CSI NodePublishVolume: binds the staged mount where the pod looks for it. */
export function publishFileOnNode({ mounts }: Pick<NfsNodePorts, 'mounts'>) {
  return async (request: PublishFileOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath, targetPath, attachment } = request;
    const capable = checkFileCapability(request.capability, 'volume_capability');
    if (!capable.ok) return capable;
    const listed = await mounts.list([stagingPath, targetPath], signal);
    if (!listed.ok) return listed;
    const staged = topAt(listed.value, stagingPath);
    if (staged === undefined) return failed({ kind: 'not-staged', volume: volumeId, stagingPath });
    const isOurs = asWanted(staged, attachment);
    if (!isOurs.ok) return isOurs;
    const readOnly = request.readOnly || attachment.readOnly;
    const top = topAt(listed.value, targetPath);
    if (top !== undefined) return asWanted(top, { ...attachment, readOnly });
    const alone = refuseSecondPath(request, listed.value);
    return alone.ok ? mounts.bind({ from: stagingPath, path: targetPath, readOnly }, signal) : alone;
  };
}

/** A single writer (ReadWriteOncePod) gets no second path, which the kernel's table tells by what is mounted there. */
function refuseSecondPath(
  { volumeId: volume, stagingPath, targetPath, capability, attachment }: PublishFileOnNodeRequest,
  mounts: readonly NfsMount[],
): Result<void, Problem> {
  if (capability.mode !== 'single-node-single-writer') return ok(undefined);
  const other = mounts.find(
    ({ path, source }) =>
      path !== stagingPath && path !== targetPath && sameSource(source, attachment.source),
  );
  return other === undefined
    ? ok(undefined)
    : failed({ kind: 'already-published', volume, path: other.path });
}
