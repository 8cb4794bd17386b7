import type { Attachment } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem, ProblemKind } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { checkCapability } from '../volume/check-capabilities.js';
import { parseFsType } from '../volume/fs-type.js';
import { parsePathPolicy } from '../volume/volume-parameters.js';
import { connectPaths } from './connect-paths.js';
import { detachVolume } from './detach-volume.js';
import { mountFilesystem } from './mount-filesystem.js';
import type { MountEntry } from './mounts.port.js';
import type { NodePorts } from './node-ports.js';
import { ownIdentity } from './own-identity.js';
import type { PathPolicy } from './plan-sessions.js';
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
 * behind, so a call after kill -9 at any point converges (ARCHITECTURE.md, walk 2).
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
    const raw = await isStagedRaw(ports, request, signal);
    if (!raw.ok || raw.value) return raw.ok ? ok(undefined) : raw;
    const own = await ownIdentity(ports, record, signal);
    if (!own.ok) return own;
    const begun = await ports.journal.save({ ...record, phase: 'connecting' }, signal);
    if (!begun.ok) return begun;
    const staged = await attachAndFill(ports, request, policy.value, signal);
    if (!staged.ok) return withdrawIfFinal(ports, request, staged.problem, signal);
    return ports.journal.save({ ...record, phase: 'staged' }, signal);
  };
}

/** A raw volume has no mount to be known by: its journal and its map say that a pod may be using it. */
async function isStagedRaw(
  ports: NodePorts,
  { volumeId, capability, attachment }: StageVolumeRequest,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (capability.use.kind !== 'block') return ok(false);
  const known = await ports.journal.load(volumeId, signal);
  if (!known.ok || known.value?.phase !== 'staged') return known.ok ? ok(false) : known;
  const map = await ports.maps.find(attachment.naa, signal);
  return map.ok ? ok(map.value !== undefined) : map;
}

async function attachAndFill(
  ports: NodePorts,
  request: StageVolumeRequest,
  policy: PathPolicy,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { attachment } = request;
  const paths = await connectPaths(ports, attachment, policy, signal);
  if (!paths.ok) return paths;
  const map = await ports.maps.assemble(attachment.naa, paths.value, signal);
  return map.ok ? fill(ports, request, map.value.devicePath, signal) : map;
}

/** Refusals that no retry changes: the kubelet gives up on them and never calls unstage. */
const FINAL: readonly ProblemKind[] = [
  'wrong-device',
  'disk-not-blank',
  'filesystem-differs',
  'invalid-request',
];

/** A refusal leaves nothing behind: nothing is mounted yet, so what was connected for it can be taken down again. */
async function withdrawIfFinal(
  ports: NodePorts,
  { volumeId, attachment }: StageVolumeRequest,
  problem: Problem,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (!FINAL.includes(problem.kind)) return failed(problem);
  const detached = await detachVolume(ports, attachment.naa, attachment, signal);
  const forgotten = detached.ok ? await ports.journal.forget(volumeId, signal) : detached;
  if (forgotten.ok) return failed(problem);
  const detail = `${describeProblem(problem)}; taking the paths down again: ${describeProblem(forgotten.problem)}`;
  return failed({ kind: 'pending', operation: 'stage', detail });
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
