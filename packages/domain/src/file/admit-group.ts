import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { WantedAccess } from '../volume/access.js';
import type { FileArray } from './file-array.js';
import { aclsOn } from './node-acls.js';
import type { QuotaTree } from './quota-tree.js';
import type { TreeShares } from './tree-shares.js';

export interface GroupAdmission {
  readonly array: FileArray;
  readonly volume: QuotaTree;
  readonly shares: TreeShares;
  readonly group: string;
  /** By this cluster's own configuration, and not by the volume. */
  readonly isConfigured: boolean;
  readonly wanted: WantedAccess;
}

/**
 * The group's ACL stands from the volume's creation. A volume that came from another cluster has none for this cluster's
 * group yet, which is given when the configuration names it; one that is read-only stays so: it is a fence.
 */
export async function admitGroup(
  { array: { name, files }, volume, shares, group, isConfigured, wanted }: GroupAdmission,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const acls = aclsOn(shares.own).flatMap(({ acl }) =>
    acl.who.kind === 'group' && acl.who.name === group ? [acl] : [],
  );
  const suits = acls.some(({ permission }) => wanted.readOnly || permission === 'read-write');
  if (suits) return ok(undefined);
  const [share] = shares.own;
  if (acls.length > 0 || share === undefined || !isConfigured) {
    const has = acls.length > 0 ? 'read-only' : 'missing';
    return failed({ kind: 'group-shut-out', volume: volume.name, group, has });
  }
  const known = await files.clients.group(group, signal);
  if (!known.ok) return known;
  if (known.value === undefined) return failed({ kind: 'client-group-missing', group, array: name });
  const permitted = await files.shares.permit(
    share,
    { group: known.value, permission: 'read-write' },
    signal,
  );
  return permitted.ok ? ok(undefined) : permitted;
}
