import { ok } from '@twinsite/domain';
import type {
  CancelSignal,
  NewAcl,
  NfsShare,
  Problem,
  Result,
  ShareAcl,
  SharePermission,
} from '@twinsite/domain';
import { refusedAsUnfit } from '../../client/refusal.js';
import type { ArrayContext } from '../array-context.js';
import { settleShare, shareFailed, type SettledShare } from './settle-share.js';

type Verb = 'add' | 'update' | 'remove';

/** How an ACL is written. What is not said could be anything: a pod's root has to be root, and a write has to be on disk. */
export const newAcl = ({ group, permission }: NewAcl) => ({
  type: 'client_group',
  fs_client_group_id: Number(group.id),
  permission: wordFor(permission),
  sync: true,
  all_squash: false,
  root_squash: false,
});

const wordFor = (permission: SharePermission): string => (permission === 'read-only' ? 'RO' : 'RW');

type Order = readonly [verb: Verb, fields: Readonly<Record<string, unknown>>];

const adding = (entry: NewAcl): Order => ['add', { fs_nfs_share_acls: [newAcl(entry)] }];

const setting = ({ id }: ShareAcl, permission: SharePermission): Order => [
  'update',
  { fs_nfs_share_acls: [{ id: Number(id), permission: wordFor(permission) }] },
];

/**
 * The ACLs of one share. Each change names what it is about by id; the list is never replaced. A change that the array gave
 * up is ordered again by whoever comes next.
 */
export class ShareAcls {
  private readonly array: ArrayContext;
  private readonly share: NfsShare;

  constructor(array: ArrayContext, share: NfsShare) {
    this.array = array;
    this.share = share;
  }

  async permit(entry: NewAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    const before = await this.settled(signal);
    if (!before.ok) return before;
    const [own] = aclsOf(this.shown(before.value), entry);
    if (own !== undefined && before.value.kind === 'done') return ok(before.value.share);
    const added = await this.order(
      ...(own === undefined ? adding(entry) : setting(own, own.permission)),
      signal,
    );
    if (!added.ok && !refusedAsUnfit(added.problem)) return added;
    const after = await this.until(added, (share) => aclsOf(share, entry).length > 0, signal);
    if (!after.ok) return after;
    // Two controllers may have added one each. Neither has told the node yet, and both keep the older one.
    const [, ...others] = aclsOf(after.value, entry);
    return others.length > 0 ? this.remove(others, signal) : after;
  }

  async restrict(acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    const before = await this.settled(signal);
    if (!before.ok) return before;
    const now = this.shown(before.value).acls.find(({ id }) => id === acl.id);
    if (now === undefined) return this.unlessFailed(before.value);
    if (now.permission === 'read-only' && before.value.kind === 'done') return ok(before.value.share);
    const ordered = await this.order(...setting(acl, 'read-only'), signal);
    if (!ordered.ok && !refusedAsUnfit(ordered.problem)) return ordered;
    return this.until(ordered, ({ acls }) => !acls.some((row) => row.id === acl.id && canWrite(row)), signal);
  }

  async revoke(acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    const before = await this.settled(signal);
    if (!before.ok) return before;
    const isThere = this.shown(before.value).acls.some(({ id }) => id === acl.id);
    if (isThere) return this.remove([acl], signal);
    return this.unlessFailed(before.value);
  }

  private async remove(acls: readonly ShareAcl[], signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    const ids = acls.map(({ id }) => id);
    const ordered = await this.order('remove', { fs_nfs_share_acl_ids: ids.map(Number) }, signal);
    if (!ordered.ok && !refusedAsUnfit(ordered.problem)) return ordered;
    return this.until(ordered, (share) => !share.acls.some(({ id }) => ids.includes(id)), signal);
  }

  /** The share read back once it shows the change; after a refusal, which another call's change may explain, at once. */
  private async until(
    ordered: Result<void, Problem>,
    shows: (share: NfsShare) => boolean,
    signal: CancelSignal,
  ): Promise<Result<NfsShare, Problem>> {
    const after = await this.settled(signal, ordered.ok ? shows : undefined);
    if (!after.ok) return after;
    if (after.value.kind === 'failed') return this.failed(after.value);
    const share = this.shown(after.value);
    return ordered.ok || shows(share) ? ok(share) : ordered;
  }

  private order(
    verb: Verb,
    fs_nfs_share: Readonly<Record<string, unknown>>,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const { id } = this.share;
    const path = `/fs-nfs-shares/${id}:${verb}-acls`;
    const request = { path, body: { fs_nfs_share }, operation: `${verb} ACLs of NFS share ${id}` };
    return this.array.client.order('POST', request, signal);
  }

  private settled(
    signal: CancelSignal,
    shows?: (share: NfsShare) => boolean,
  ): Promise<Result<SettledShare, Problem>> {
    return settleShare(this.array, Number(this.share.id), signal, shows);
  }

  private shown(settled: SettledShare): NfsShare {
    return settled.kind === 'gone' ? { ...this.share, acls: [] } : settled.share;
  }

  private unlessFailed(settled: SettledShare): Result<NfsShare, Problem> {
    return settled.kind === 'failed' ? this.failed(settled) : ok(this.shown(settled));
  }

  private failed({ status }: { readonly status: string }): Result<never, Problem> {
    return shareFailed(this.array, this.share.id, status);
  }
}

const aclsOf = ({ acls }: NfsShare, { group }: NewAcl): readonly ShareAcl[] =>
  acls.filter(({ who }) => who.kind === 'group' && who.id === group.id);

const canWrite = ({ permission }: ShareAcl): boolean => permission === 'read-write';
