import type { FileArray } from '../file/file-array.js';
import { aclsOn } from '../file/node-acls.js';
import { nodeOfGroup } from '../file/node-group.js';
import type { QuotaTree } from '../file/quota-tree.js';
import { admitsEveryone, sharesOf } from '../file/tree-shares.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

/** Whether one cluster's nodes can be shut out of the file volume: each has an ACL of its own, and no wider one lets it in. */
export async function accessOfShares(
  array: FileArray,
  volume: QuotaTree,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const shares = await sharesOf(array, volume, signal);
  if (!shares.ok) return shares;
  const { own, folder } = shares.value;
  const unfit = (detail: string) => failed({ kind: 'not-fenceable' as const, volume: volume.name, detail });
  if (admitsEveryone([...own, ...folder]))
    return unfit(`it is shared with every client (folder ${volume.folder.name})`);
  const wider = aclsOn(own).find(
    ({ acl: { who } }) => who.kind !== 'group' || nodeOfGroup(who.name) === undefined,
  );
  if (wider === undefined) return ok(undefined);
  const { who } = wider.acl;
  return unfit(
    `${who.kind === 'group' ? `client group ${who.name}` : 'a single client'} is let in as a whole`,
  );
}
