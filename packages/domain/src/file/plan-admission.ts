import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { WantedAccess } from '../volume/access.js';
import type { FileNode } from './file-node-id.js';
import { aclsOn, isOfNode } from './node-acls.js';
import type { NfsShare } from './nfs-share.js';
import { holderOf } from './other-ways-in.js';

export interface AdmissionFacts {
  readonly volume: string;
  readonly node: FileNode;
  readonly wanted: Pick<WantedAccess, 'sharing' | 'readOnly'>;
  /** The volume's own shares. */
  readonly own: readonly NfsShare[];
}

export type AdmissionStep =
  | 'admit'
  | 'stands'
  /** What it has is read-only, and maybe a fence under way: it ends before the node is let in to write (docs/adr/0027). */
  | 'fence-first';

/** Whether and how one node may be let into one volume. Pure: the same facts give the same step. */
export function planAdmission({ volume, node, wanted, own }: AdmissionFacts): Result<AdmissionStep, Problem> {
  const acls = aclsOn(own).map(({ acl }) => acl);
  const mine = acls.filter((acl) => isOfNode(acl, node));
  const others = acls.filter((acl) => !isOfNode(acl, node));
  if (wanted.sharing === undefined && others.length > 0)
    return failed({ kind: 'attached-elsewhere', volume, holders: [...new Set(others.map(holderOf))] });
  if (mine.length === 0) return ok('admit');
  const mayWrite = mine.some(({ permission }) => permission === 'read-write');
  if (mayWrite !== wanted.readOnly) return ok('stands');
  if (!mayWrite) return ok('fence-first');
  const [has, asked] = ['read-write', 'read-only'];
  return failed({ kind: 'attached-differently', volume, node: node.name, has, wanted: asked });
}
