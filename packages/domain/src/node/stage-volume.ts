import type { Attachment } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { checkCapability } from '../volume/check-capabilities.js';
import { parseFsType } from '../volume/fs-type.js';
import { parsePathPolicy } from '../volume/volume-parameters.js';
import { connectPaths } from './connect-paths.js';
import { mountFilesystem } from './mount-filesystem.js';
import type { MountEntry } from './mounts.port.js';
import type { NodePorts } from './node-ports.js';
import { readStaging } from './staged-filesystem.js';

export interface StageVolumeRequest {
  readonly volumeId: string;
  readonly stagingPath: string;
  readonly capability: VolumeCapability;
  readonly attachment: Attachment;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * CSI NodeStageVolume. Every step is idempotent and the journal is written before each one that leaves something
 * behind, so a call after kill -9 at any point converges (docs/flows/stage.md).
 */
export function stageVolume(ports: NodePorts) {
  return async (request: StageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId, stagingPath, attachment, capability } = request;
    const capable = checkCapability(capability, 'volume_capability');
    if (!capable.ok) return capable;
    const policy = parsePathPolicy(request.context);
    if (!policy.ok) return policy;
    const mounted = await ports.mounts.at(stagingPath, signal);
    if (!mounted.ok) return mounted;
    const staging = readStaging(stagingPath, attachment.naa, mounted.value);
    if (!staging.ok) return staging;
    const record = { volume: volumeId, stagingPath, attachment };
    if (staging.value === 'ours') return confirmStaged(ports, request, mounted.value, signal);
    const begun = await ports.journal.save({ ...record, phase: 'connecting' }, signal);
    if (!begun.ok) return begun;
    const paths = await connectPaths(ports, attachment, policy.value, signal);
    if (!paths.ok) return paths;
    const map = await ports.maps.assemble(attachment.naa, paths.value, signal);
    if (!map.ok) return map;
    const filled = await fill(ports, request, map.value.devicePath, signal);
    return filled.ok ? ports.journal.save({ ...record, phase: 'staged' }, signal) : filled;
  };
}

/** Mounted already: only what a crash after the mount left out is done again. */
async function confirmStaged(
  ports: NodePorts,
  request: StageVolumeRequest,
  mounts: readonly MountEntry[],
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { volumeId: volume, stagingPath, attachment } = request;
  const known = await ports.journal.load(volume, signal);
  if (!known.ok || known.value?.phase === 'staged') return known.ok ? ok(undefined) : known;
  const fsType = parseFsType(mounts.at(-1)?.fsType ?? '', stagingPath);
  const map = await ports.maps.find(attachment.naa, signal);
  if (!map.ok) return map;
  if (fsType.ok && map.value !== undefined) {
    const grown = await ports.filesystems.grow(map.value.devicePath, fsType.value, stagingPath, signal);
    if (!grown.ok) return grown;
  }
  return ports.journal.save({ volume, stagingPath, attachment, phase: 'staged' }, signal);
}

/** A raw volume is ready when its map is; a file system is made (once), checked and mounted. */
async function fill(
  ports: NodePorts,
  request: StageVolumeRequest,
  device: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { use } = request.capability;
  if (use.kind === 'block') return ok(undefined);
  const fsType = parseFsType(use.fsType, 'volume_capability.mount.fs_type');
  if (!fsType.ok) return fsType;
  const { volumeId: volume, stagingPath, attachment } = request;
  const record = { volume, stagingPath, attachment };
  return mountFilesystem(ports, { record, device, fsType: fsType.value, flags: use.mountFlags }, signal);
}
