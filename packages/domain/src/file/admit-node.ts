import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { WantedAccess } from '../volume/access.js';
import { fenceFileNode, type FileFenceDeps } from './fence-file-node.js';
import type { FileArray } from './file-array.js';
import type { FileNode } from './file-node-id.js';
import type { GatewayGroup } from './gateway-group.js';
import { otherWayIn } from './other-ways-in.js';
import { planAdmission } from './plan-admission.js';
import type { QuotaTree } from './quota-tree.js';
import { admitsEveryone, sharesOf, type TreeShares } from './tree-shares.js';

export interface Admission {
  readonly array: FileArray;
  readonly volume: QuotaTree;
  readonly node: FileNode;
  readonly wanted: WantedAccess;
  readonly shares: TreeShares;
  readonly gatewayGroup: GatewayGroup;
}

/**
 * Lets one node in through an ACL of its own, and looks again afterwards: of two controllers that let two nodes in at the same
 * moment, each later reader takes back what it gave.
 */
export async function admitNode(
  deps: FileFenceDeps,
  admission: Admission,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { array, volume, node, shares } = admission;
  if (admitsEveryone(shares.folder))
    return failed({ kind: 'folder-public', folder: volume.folder.name, access: 'node' });
  const other = await otherWayIn(array, shares, node, signal);
  if (!other.ok) return other;
  if (other.value !== undefined)
    return failed({ kind: 'admitted-otherwise', volume: volume.name, node: node.name, through: other.value });
  const step = planAdmission({ ...admission, volume: volume.name, own: shares.own });
  if (!step.ok || step.value === 'stands') return step.ok ? ok(undefined) : step;
  if (step.value === 'fence-first') {
    const fenced = await fenceFileNode(deps, { ...admission, patience: 'sleep' }, signal);
    if (!fenced.ok) return fenced;
  }
  const permitted = await permit(admission, signal);
  return permitted.ok ? judge(deps, admission, signal) : permitted;
}

async function permit(
  { array: { files }, volume, node, wanted, gatewayGroup }: Admission,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const share = await files.shares.share({ tree: volume, gatewayGroup, acls: [] }, signal);
  if (!share.ok) return share;
  const group = await files.clients.registerNode(node, signal);
  if (!group.ok) return group;
  const permission = wanted.readOnly ? 'read-only' : 'read-write';
  const permitted = await files.shares.permit(share.value, { group: group.value, permission }, signal);
  return permitted.ok ? ok(undefined) : permitted;
}

/** What this call gave was told to nobody yet, so that it is taken back when somebody else has the volume too. */
async function judge(
  deps: FileFenceDeps,
  admission: Admission,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { array, volume } = admission;
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const step = planAdmission({ ...admission, volume: volume.name, own: shares.value.own });
  if (step.ok && step.value === 'stands') return ok(undefined);
  if (!step.ok) {
    // Unproven, it stays as a read-only ACL, which the next unpublish or publish of the node finishes.
    await fenceFileNode(deps, { ...admission, patience: 'none' }, signal);
    return step;
  }
  const detail = 'its ACL was changed by another controller at the same moment';
  return failed({ kind: 'pending', operation: `publishing ${volume.name}`, detail });
}
