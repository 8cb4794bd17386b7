import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { FileArray } from './file-array.js';
import type { NfsShare } from './nfs-share.js';
import type { QuotaTree } from './quota-tree.js';

/** Through which shares one tree can be reached. */
export interface TreeShares {
  /** Of the tree alone; one for each gateway group, in the order of the array. */
  readonly own: readonly NfsShare[];
  /** Of the folder it is in. */
  readonly folder: readonly NfsShare[];
}

export async function sharesOf(
  { files }: FileArray,
  { id, folder }: Pick<QuotaTree, 'id' | 'folder'>,
  signal: CancelSignal,
): Promise<Result<TreeShares, Problem>> {
  const shares = await files.shares.ofFolder(folder.id, signal);
  if (!shares.ok) return shares;
  return ok({
    own: shares.value.filter(({ tree }) => tree === id),
    folder: shares.value.filter(({ tree }) => tree === undefined),
  });
}

export const admitsEveryone = (shares: readonly NfsShare[]): boolean =>
  shares.some(({ acls }) => acls.some(({ who }) => who.kind === 'everyone'));
