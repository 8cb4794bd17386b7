import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { ClientGroup } from './client-group.js';
import type { GatewayGroup } from './gateway-group.js';
import type { NfsShare, ShareAcl, SharePermission } from './nfs-share.js';
import type { QuotaTree } from './quota-tree.js';

/** What is exported to whom. Changes wait until the array has settled them; repeating one changes nothing. */
export interface NfsShares {
  /** Shares of the folder (the array's id), with those of its quota trees, and their ACLs. Complete, or a problem. */
  ofFolder(folder: string, signal: CancelSignal): Promise<Result<readonly NfsShare[], Problem>>;
  /** The share of one quota tree with exactly these first ACLs; one that exists already is answered as it is. */
  share(request: NewShare, signal: CancelSignal): Promise<Result<NfsShare, Problem>>;
  /**
   * Lets a group in. A group that has an ACL already keeps it as it is, whatever its permission: only `restrict` changes
   * one, and only downwards (docs/adr/0027). Never replaces a list: two controllers may do so at once. Answers the share
   * read back.
   */
  permit(share: NfsShare, entry: NewAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>>;
  /**
   * Makes this very ACL, by its id, read-only. One that is read-only already is waited for until it has settled, one that is
   * gone stays gone. Answers the share read back.
   */
  restrict(share: NfsShare, acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>>;
  /**
   * Takes this very ACL, by its id, away: one that its group got anew meanwhile is not touched. Success when already gone.
   * Answers the share read back.
   */
  revoke(share: NfsShare, acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>>;
  /** Ends the export. Success when already gone. */
  remove(share: NfsShare, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NewShare {
  readonly tree: QuotaTree;
  readonly gatewayGroup: GatewayGroup;
  readonly acls: readonly NewAcl[];
}

export interface NewAcl {
  readonly group: ClientGroup;
  readonly permission: SharePermission;
}
