import { never, type FileServices, type NfsShare } from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import { CLOSED_FOLDER, FIRST_NODE_GROUP, SECOND_NODE_GROUP, shareOf } from '../../array/lab-files.js';
import { withArray } from '../contracts/with-array.js';
import type { NfsVersion } from '../nfs-client.js';
import { leave, manyWriters, use } from '../nfs-world/nfs-volume.js';
import { MIB, type World } from '../world/world.js';
import { fenceWriter, type FenceSeen } from './fenced-writer.js';

/** Two client groups may use the volume; the ACL of one is made read-only and then taken away, as a failover fences a cluster. */
export async function groupMode(world: World, version: NfsVersion): Promise<FenceSeen> {
  const { attacher, simulator } = world;
  const name = `pvc-fence-group-${version.replace('.', '-')}`;
  const parameters = { shares: shareOf(CLOSED_FOLDER), clientGroupName: FIRST_NODE_GROUP };
  const volume = await attacher.create(name, 512n * MIB, parameters, { claim: manyWriters(version) });
  return withArray(simulator, async ({ files }) => {
    await permit(files, await shareOfTree(files, name), SECOND_NODE_GROUP);
    const fenced = await use(world, { name, node: 'node-1', volume });
    const other = await use(world, { name, node: 'node-2', volume });
    const seen = await fenceWriter(world, {
      told: `v${version}, group`,
      fenced,
      other,
      fence: async () => takeAway(files, await shareOfTree(files, name)),
      unfence: async () => permit(files, await shareOfTree(files, name), FIRST_NODE_GROUP),
    });
    for (const used of [fenced, other]) await leave(world, used);
    await attacher.delete(volume);
    return seen;
  });
}

async function shareOfTree({ shares, trees }: FileServices, name: string): Promise<NfsShare> {
  const tree = expectOk(await trees.list(never), 'trees').find((one) => one.name === name);
  const all = expectOk(await shares.ofFolder(tree?.folder.id ?? '', never), 'shares');
  const share = all.find((one) => one.tree === tree?.id);
  if (share === undefined) throw new Error(`${name} has no share`);
  return share;
}

async function permit({ clients, shares }: FileServices, share: NfsShare, name: string): Promise<void> {
  const group = expectOk(await clients.group(name, never), 'client group');
  if (group === undefined) throw new Error(`the array has no client group ${name}`);
  expectOk(await shares.permit(share, { group, permission: 'read-write' }, never), 'permit');
}

async function takeAway({ shares }: FileServices, share: NfsShare): Promise<void> {
  const acl = share.acls.find(({ who }) => who.kind === 'group' && who.name === FIRST_NODE_GROUP);
  if (acl === undefined) throw new Error(`${FIRST_NODE_GROUP} has no ACL`);
  const restricted = expectOk(await shares.restrict(share, acl, never), 'restrict');
  const left = restricted.acls.find(({ id }) => id === acl.id);
  if (left !== undefined) expectOk(await shares.revoke(restricted, left, never), 'revoke');
}
