import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { isOwnership, requireOwner } from '../ownership/require-owner.js';
import type { BlockVolume } from '../volume/volume.js';
import { announceAccess } from './announce-access.js';
import type { AttachRequest } from './attach-request.js';
import type { TargetPortal } from './attachment.js';
import { chooseFormatter, isUndecided, type FormatterChoice } from './choose-formatter.js';
import { readFenceRecords } from './fence-record.js';
import type { Grant, Holder } from './lun-access.port.js';
import type { NodeIdentity } from './node-id.js';
import { planAttachment } from './plan-attachment.js';
import { sightAfterGrant, sightBefore, type Sight } from './read-holders.js';

export interface Attached {
  readonly lun: number;
  readonly mayFormat: boolean;
  readonly portals: readonly TargetPortal[];
}

/** Finds the mapping or makes it, and looks again afterwards: of two controllers that crossed, the later reader withdraws. */
export async function attachVolume(
  request: AttachRequest,
  signal: CancelSignal,
): Promise<Result<Attached, Problem>> {
  const { array, node } = request;
  const owner = await array.lunAccess.ownerOf(node.iqn, signal);
  if (!owner.ok) return owner;
  return (await askAgain(request, owner.value, signal)) ?? attachAfterLooking(request, owner.value, signal);
}

type Owner = string | undefined;

/** The one client may be this node, asking again: its LUN tells. Undefined when it is not, or others have the volume. */
async function askAgain(
  request: AttachRequest,
  owner: Owner,
  signal: CancelSignal,
): Promise<Result<Attached, Problem> | undefined> {
  const { array, volume, wanted } = request;
  if (wanted.sharing !== undefined || volume.clients !== 1) return undefined;
  const mine = await array.lunAccess.granted(request, signal);
  if (!mine.ok) return mine;
  if (mine.value === undefined) return undefined;
  const after = await sightAfterGrant(request, signal);
  return after.ok ? keepMapping({ ...request, ...mine.value }, after.value, owner, signal) : after;
}

async function attachAfterLooking(
  request: AttachRequest,
  owner: Owner,
  signal: CancelSignal,
): Promise<Result<Attached, Problem>> {
  const { array, wanted } = request;
  const sight = await sightBefore(request, signal);
  if (!sight.ok) return sight;
  const plan = planAttachment({ ...request, ...sight.value, owner });
  if (!plan.ok) return plan;
  const isMapped = plan.value.step === 'already-granted';
  const before = isMapped ? await array.lunAccess.granted(request, signal) : ok(undefined);
  if (!before.ok) return before;
  if (before.value !== undefined) {
    // Of a shared volume the notes were read after the holders already.
    const after = wanted.sharing === undefined ? await sightAfterGrant(request, signal) : sight;
    return after.ok ? keepMapping({ ...request, ...before.value }, after.value, owner, signal) : after;
  }
  if (isUndecided(request, sight.value)) return failed(undecided(request));
  const granted = await grantAnew({ ...request, volume: sight.value.volume }, signal);
  return granted.ok ? ok({ ...granted.value, portals: plan.value.portals }) : granted;
}

/**
 * The node may have been told of a mapping that was there before this call, so it stays whatever is found. It is not told
 * again before a look at notes that came after the holders were read: what was read earlier says nothing of a fence that
 * another controller has begun since.
 */
async function keepMapping(
  request: AttachRequest & Grant,
  sight: Sight,
  registered: Owner,
  signal: CancelSignal,
): Promise<Result<Attached, Problem>> {
  const plan = planAttachment({ ...request, ...sight, owner: registered });
  if (!plan.ok) return plan;
  const fencing = openFence(sight.volume, request.node);
  if (fencing !== undefined) return failed(fencing);
  const owner = await requireOwner(request, sight.volume, signal);
  if (!owner.ok) return owner;
  const choice = await chooseFormatter(request, sight, false, signal);
  if (!choice.ok) return choice;
  if (isOpen(choice.value)) return failed(undecided(request));
  return ok({ lun: request.lun, mayFormat: choice.value === 'permitted', portals: plan.value.portals });
}

/** What this call maps itself it also withdraws when something speaks against it; nobody has been told of it yet. */
async function grantAnew(
  request: AttachRequest,
  signal: CancelSignal,
): Promise<Result<Omit<Attached, 'portals'>, Problem>> {
  const { array, volume, node } = request;
  const announced = await announceAccess(request, signal);
  if (!announced.ok) return announced;
  const grant = await array.lunAccess.grant(request, signal);
  if (!grant.ok) return grant;
  const judged = await judgeGrant(request, grant.value, signal);
  if (!judged.ok) return judged;
  if (judged.value.kind === 'stands') return ok({ lun: grant.value.lun, mayFormat: judged.value.mayFormat });
  // Another call for the same node came first, and may have told it.
  if (!grant.value.isNew) return failed(judged.value.problem);
  const withdrawn = await array.lunAccess.revoke(volume, node, signal);
  return withdrawn.ok ? failed(judged.value.problem) : withdrawn;
}

type Judgement =
  | { readonly kind: 'stands'; readonly mayFormat: boolean }
  | { readonly kind: 'withdraw'; readonly problem: Problem };

const withdraw = (problem: Problem): Result<Judgement, Problem> => ok({ kind: 'withdraw', problem });

/** A problem of reading leaves the mapping: the next call finds it and goes on. */
async function judgeGrant(
  request: AttachRequest,
  grant: Grant,
  signal: CancelSignal,
): Promise<Result<Judgement, Problem>> {
  const { node, limit } = request;
  // Counted with the grant: the array tells it without a further call, and two controllers cannot both slip through.
  if (limit > 0 && grant.volumesOfNode > limit)
    return withdraw({ kind: 'attach-limit', node: node.name, limit });
  const sight = await sightAfterGrant(request, signal);
  if (!sight.ok) return sight;
  const crossing = crossingOf(request, sight.value.volume, sight.value.holders);
  if (crossing !== undefined) return withdraw(crossing);
  const owned = await requireOwner(request, sight.value.volume, signal);
  if (!owned.ok) return isOwnership(owned.problem) ? withdraw(owned.problem) : owned;
  const choice = await chooseFormatter(request, sight.value, true, signal);
  if (!choice.ok) return choice;
  if (choice.value === 'step-back') return withdraw(undecided(request));
  if (choice.value === 'wait') return failed(undecided(request));
  return ok({ kind: 'stands', mayFormat: choice.value === 'permitted' });
}

const isOpen = (choice: FormatterChoice): boolean => choice === 'wait' || choice === 'step-back';

const undecided = ({ volume }: AttachRequest): Problem => ({
  kind: 'pending',
  operation: `choosing the node that may format ${volume.name}`,
  detail: 'several nodes came at the same time',
});

/** Another controller may have granted to another node at the same moment, or begun to fence the former one. */
function crossingOf(
  request: AttachRequest,
  volume: BlockVolume,
  holders: readonly Holder[],
): Problem | undefined {
  const plan = planAttachment({ ...request, volume, holders, owner: request.node.name });
  if (plan.ok) return openFence(volume, request.node);
  if (plan.problem.kind !== 'attached-differently') return plan.problem;
  const detail = 'another controller noted something else at the same moment';
  return { kind: 'pending', operation: `attaching ${volume.name}`, detail };
}

export function openFence(volume: BlockVolume, node: NodeIdentity): Problem | undefined {
  const fencing = readFenceRecords(volume.description).find((record) => record.node !== node.name);
  if (fencing === undefined) return undefined;
  const evidence = 'its access was taken away and the fence is not confirmed yet; unpublish it first';
  return { kind: 'fence-unproven', volume: volume.name, node: fencing.node, evidence };
}
