import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { Located } from '../array/ask-arrays.js';
import { findVolume } from '../array/find-volume.js';
import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeCapability } from '../volume/capability.js';
import { checkCapability } from '../volume/check-capabilities.js';
import type { Naa } from '../volume/scsi-identity.js';
import { readVolumeContext } from '../volume/volume-context.js';
import type { BlockVolume } from '../volume/volume.js';
import type { AccessPath } from './access-path.js';
import type { Attachment } from './attachment.js';
import { chooseAccessPath } from './choose-access-path.js';
import { readFenceRecords } from './fence-record.js';
import type { Grant, GrantRequest } from './lun-access.port.js';
import { parseNodeId, type NodeIdentity } from './node-id.js';
import { planAttachment, type AttachmentPlan } from './plan-attachment.js';

export interface PublishVolumeRequest {
  readonly volumeId: string;
  readonly nodeId: string;
  readonly capability: VolumeCapability;
  readonly readOnly: boolean;
  readonly context: Readonly<Record<string, string>>;
  readonly credentials: ArrayCredentials | undefined;
}

/** CSI ControllerPublishVolume: gives one node access and tells it every portal of both sites. */
export function publishVolume(deps: {
  readonly arrays: ArrayDirectory;
  readonly defaultAccessPath?: string;
  /** Volumes a node may have through one access path; 0 or absent: not limited here. */
  readonly maxVolumesPerNode?: number;
}) {
  return async (
    request: PublishVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<Attachment, Problem>> => {
    const refusal = refuse(request);
    if (refusal !== undefined) return failed(refusal);
    const located = await findVolume(deps.arrays, request.volumeId, signal);
    if (!located.ok) return located;
    const node = parseNodeId(request.nodeId);
    if (!node.ok) return node;
    const ready = prepare(located.value.volume, node.value);
    if (!ready.ok) return ready;
    const wanted = readVolumeContext(request.context).accessPath ?? deps.defaultAccessPath;
    const accessPath = await chooseAccessPath(located.value, wanted, signal);
    if (!accessPath.ok) return accessPath;
    return attach(
      located.value,
      {
        node: node.value,
        accessPath: accessPath.value,
        naa: ready.value,
        limit: deps.maxVolumesPerNode ?? 0,
      },
      signal,
    );
  };
}

function refuse(request: PublishVolumeRequest): Problem | undefined {
  const capability = checkCapability(request.capability, 'volume_capability');
  if (!capability.ok) return capability.problem;
  if (!request.readOnly) return undefined;
  const remedy = 'read-only attachment is not supported; mount it read-only in the pod instead';
  return { kind: 'invalid-request', field: 'readonly', value: 'true', remedy };
}

function openFence(volume: BlockVolume, node: NodeIdentity): Problem | undefined {
  const fencing = readFenceRecords(volume.description).find((record) => record.node !== node.name);
  if (fencing === undefined) return undefined;
  const evidence = 'its access was taken away and the fence is not confirmed yet; unpublish it first';
  return { kind: 'fence-unproven', volume: volume.name, node: fencing.node, evidence };
}

function prepare(volume: BlockVolume, node: NodeIdentity): Result<Naa, Problem> {
  const fencing = openFence(volume, node);
  if (fencing !== undefined) return failed(fencing);
  if (volume.state.kind === 'failed') {
    return failed({ kind: 'volume-failed', volume: volume.name, status: volume.state.status });
  }
  if (volume.naa !== undefined) return ok(volume.naa);
  return failed({
    kind: 'identity-unknown',
    volume: volume.name,
    sn: volume.sn,
    rule: `identityRule of array ${volume.array}`,
  });
}

interface Client {
  readonly node: NodeIdentity;
  readonly accessPath: AccessPath;
  readonly naa: Naa;
  readonly limit: number;
}

async function attach(
  { array, volume }: Located,
  client: Client,
  signal: CancelSignal,
): Promise<Result<Attachment, Problem>> {
  const { node, accessPath, naa, limit } = client;
  // Never spared: what this call finds mapped already is in use, and only a grant of its own may be withdrawn.
  const [holders, owner] = await Promise.all([
    array.lunAccess.holders(volume, signal),
    array.lunAccess.ownerOf(node.iqn, signal),
  ]);
  if (!holders.ok) return holders;
  if (!owner.ok) return owner;
  const plan = planAttachment({ volume, node, accessPath, holders: holders.value, owner: owner.value });
  if (!plan.ok) return plan;
  const grant = await carryOut(array, plan.value, { volume, node, accessPath, limit }, signal);
  if (!grant.ok) return grant;
  return ok({
    naa,
    lun: grant.value.lun,
    size: volume.size,
    origin: volume.origin,
    readOnly: false,
    mayFormat: volume.origin === 'new',
    pathMode: accessPath.mode,
    portals: plan.value.portals,
  });
}

/**
 * Another controller may have granted to another node at the same moment, or begun to fence the former one after the
 * volume was read: the later reader withdraws.
 */
async function carryOut(
  array: StorageArray,
  plan: AttachmentPlan,
  request: GrantRequest & Pick<Client, 'limit'>,
  signal: CancelSignal,
): Promise<Result<Grant, Problem>> {
  const before =
    plan.step === 'already-granted' ? await array.lunAccess.granted(request, signal) : ok(undefined);
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  const grant = await array.lunAccess.grant(request, signal);
  if (!grant.ok) return grant;
  const full = fullNode(request, grant.value);
  const crossing = full === undefined ? await crossingOf(array, request, signal) : ok(full);
  if (!crossing.ok) return crossing;
  if (crossing.value === undefined) return grant;
  const withdrawn = await array.lunAccess.revoke(request.volume, request.node, signal);
  return withdrawn.ok ? failed(crossing.value) : withdrawn;
}

/** Counted with the grant: the array tells it without a further call, and two controllers cannot both slip through. */
function fullNode(
  { node, limit }: GrantRequest & Pick<Client, 'limit'>,
  { volumesOfNode }: Grant,
): Problem | undefined {
  return limit > 0 && volumesOfNode > limit ? { kind: 'attach-limit', node: node.name, limit } : undefined;
}

/** What speaks against a grant that has just been made; read after it, so that one of two sees the other. */
async function crossingOf(
  array: StorageArray,
  request: GrantRequest,
  signal: CancelSignal,
): Promise<Result<Problem | undefined, Problem>> {
  const { volume, node } = request;
  const [holders, current] = await Promise.all([
    array.lunAccess.holders(volume, signal),
    array.volumes.find(volume.name, signal),
  ]);
  if (!holders.ok) return holders;
  if (!current.ok) return current;
  const plan = planAttachment({ ...request, holders: holders.value, owner: node.name });
  if (!plan.ok) return ok(plan.problem);
  return ok(current.value === undefined ? undefined : openFence(current.value, node));
}
