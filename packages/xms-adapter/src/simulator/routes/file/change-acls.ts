import { gatewaysOfShare } from '../../export/desired-file-exports.js';
import { ApiFault } from '../../http/api-fault.js';
import type { Body, Call } from '../../http/call.js';
import type { FsShare, FsShareAcl } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandFiles } from './demand-file.js';
import { insertAcl, readAcls, readPermission } from './read-acls.js';

const bodyOf = ({ body }: Call): Body => body.inner('fs_nfs_share');

export function addAcls(world: World, share: FsShare, call: Call): void {
  for (const acl of readAcls(world, share, bodyOf(call).list('fs_nfs_share_acls') ?? []))
    insertAcl(world, share, acl);
  const { exporter } = demandFiles(world);
  const gateways = gatewaysOfShare(world.state, share);
  start(world, share, { work: (signal) => exporter.reached(gateways, signal), done: [] });
}

/** Those that are named, by their ids; the others stay as they are. */
export function changeAcls(world: World, share: FsShare, call: Call): void {
  const asked = bodyOf(call).list('fs_nfs_share_acls') ?? [];
  const changes = asked.map((body) => ({
    acl: demandAcl(world, share, body.int('id') ?? 0),
    permission: body.has('permission') ? readPermission(body) : undefined,
  }));
  const done = changes.map(({ acl, permission = acl.permission }) => {
    acl.told = permission;
    return () => showPermission(world, acl, permission);
  });
  settleAfterFence(world, share, done);
}

export function removeAcls(world: World, share: FsShare, call: Call): void {
  const ids = bodyOf(call).ints('fs_nfs_share_acl_ids') ?? [];
  const done = ids
    .map((id) => demandAcl(world, share, id))
    .map((acl) => {
      acl.told = 'nothing';
      return () => world.state.fsShareAcls.delete(acl.id);
    });
  settleAfterFence(world, share, done);
}

function demandAcl({ state }: World, share: FsShare, id: number): FsShareAcl {
  const acl = state.fsShareAcls.get(id);
  if (acl?.shareId !== share.id || acl.told === 'nothing')
    throw new ApiFault(404, `fs nfs share acl ${id} not found`);
  return acl;
}

function showPermission({ state, clock, switches }: World, acl: FsShareAcl, permission: 'RO' | 'RW'): void {
  if (acl.permission === permission || state.fsShareAcls.get(acl.id) === undefined) return;
  acl.permission = permission;
  acl.updatedAt = clock.now();
  if (switches().changedAclId === 'kept') return;
  state.fsShareAcls.delete(acl.id);
  state.fsShareAcls.insert((id) => ({ ...acl, id }));
}

/** What was let in with rights that are gone has ended when it settles; the rows may tell earlier. */
function settleAfterFence(world: World, share: FsShare, show: readonly (() => void)[]): void {
  const { exporter } = demandFiles(world);
  const isEarly = world.switches().aclRows === 'at-once';
  if (isEarly) for (const act of show) act();
  const gateways = gatewaysOfShare(world.state, share);
  start(world, share, { work: (signal) => exporter.fenced(gateways, [], signal), done: isEarly ? [] : show });
}

interface Change {
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** What the rows show only when it has settled. */
  readonly done: readonly (() => void)[];
}

/** The share is at rest again when its last running change has settled. */
function start(world: World, share: FsShare, { work, done }: Change): void {
  share.actionStatus = 'updating';
  share.updatedAt = world.clock.now();
  void world.jobs.start({
    kind: 'nfs-share',
    id: share.id,
    work,
    settle: (outcome) => {
      if (outcome === 'done') for (const act of done) act();
      if (outcome === 'error') share.actionStatus = 'error';
      else if (!world.jobs.busy('nfs-share', share.id)) share.actionStatus = 'active';
    },
  });
}
