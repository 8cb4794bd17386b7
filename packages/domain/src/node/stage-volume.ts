import type { Attachment } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem, ProblemKind } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { confirmMounted, isStagedRaw } from './confirm-staged.js';
import { connectPaths } from './connect-paths.js';
import { detachVolume } from './detach-volume.js';
import { mountFilesystem } from './mount-filesystem.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { ownIdentity } from './own-identity.js';
import { planStage, type StagePlan } from './plan-stage.js';
import { recall, whollyAttached } from './record-portals.js';
import { readStaging } from './staged-filesystem.js';

export interface StageVolumeRequest {
  readonly volumeId: string;
  readonly stagingPath: string;
  readonly capability: VolumeCapability;
  readonly attachment: Attachment;
  readonly context: Readonly<Record<string, string>>;
}

/** What the journal keeps of a stage, whatever its phase. */
type Staging = Omit<NodeRecord, 'phase'>;

/**
 * CSI NodeStageVolume. Every step is idempotent and the journal is written before each one that leaves something
 * behind, so a call after kill -9 at any point converges (ARCHITECTURE.md, walk 2).
 */
export function stageVolume(ports: NodePorts) {
  return async (request: StageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const { volumeId: volume, stagingPath, attachment, capability } = request;
    const plan = planStage(capability, request.context, attachment.readOnly);
    if (!plan.ok) return plan;
    const mounted = await ports.mounts.at(stagingPath, signal);
    if (!mounted.ok) return mounted;
    const staging = readStaging(stagingPath, attachment, mounted.value);
    if (!staging.ok) return staging;
    const known = await ports.journal.load(volume, signal);
    if (!known.ok) return known;
    const published = known.value?.published ?? [];
    const record: Staging = { volume, stagingPath, published, ...recall(attachment, known.value) };
    if (staging.value === 'ours') {
      return confirmMounted(ports, { known: known.value, record, mounts: mounted.value }, signal);
    }
    if (capability.use.kind === 'block') {
      const raw = await isStagedRaw(ports, { known: known.value, record }, signal);
      if (!raw.ok || raw.value) return raw.ok ? ok(undefined) : raw;
    }
    return stageAnew(ports, record, plan.value, signal);
  };
}

async function stageAnew(
  ports: NodePorts,
  record: Staging,
  plan: StagePlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const own = await ownIdentity(ports, record, signal);
  if (!own.ok) return own;
  const begun = await ports.journal.save({ ...record, phase: 'connecting' }, signal);
  if (!begun.ok) return begun;
  const staged = await attachAndFill(ports, record, plan, signal);
  if (!staged.ok) return withdrawIfFinal(ports, record, staged.problem, signal);
  return ports.journal.save({ ...record, phase: 'staged' }, signal);
}

async function attachAndFill(
  ports: NodePorts,
  record: Staging,
  plan: StagePlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { naa, readOnly } = record.attachment;
  const paths = await connectPaths(ports, record.attachment, plan.policy, signal);
  if (!paths.ok) return paths;
  const map = await ports.maps.assemble(naa, paths.value, signal);
  if (!map.ok) return map;
  if (map.value.readOnly && !readOnly) {
    const opened = await ports.maps.protect(naa, 'read-write', signal);
    if (!opened.ok) return opened;
  }
  // A raw volume is ready when its map is; a file system is made (once), checked and mounted.
  if (plan.filesystem === undefined) {
    return readOnly ? ports.maps.protect(naa, 'read-only', signal) : ok(undefined);
  }
  return mountFilesystem(ports, { ...plan.filesystem, record, device: map.value.devicePath }, signal);
}

/** Refusals that no retry changes: the kubelet gives up on them and never calls unstage. */
const FINAL: readonly ProblemKind[] = [
  'wrong-device',
  'disk-not-blank',
  'filesystem-differs',
  'filesystem-dirty',
  'invalid-request',
];

/** A refusal leaves nothing behind: nothing is mounted yet, so what was connected for it can be taken down again. */
async function withdrawIfFinal(
  ports: NodePorts,
  record: Staging,
  problem: Problem,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (!FINAL.includes(problem.kind)) return failed(problem);
  const detached = await detachVolume(ports, record.attachment.naa, whollyAttached(record), signal);
  const forgotten = detached.ok ? await ports.journal.forget(record.volume, signal) : detached;
  if (forgotten.ok) return failed(problem);
  const detail = `${describeProblem(problem)}; taking the paths down again: ${describeProblem(forgotten.problem)}`;
  return failed({ kind: 'pending', operation: 'stage', detail });
}
