import { describe, expect, it } from 'vitest';
import { bytes, FileWorld, never, restrict, text } from './file-world.js';

const one = { ip: '10.9.0.1' };
const stranger = { ip: '172.16.0.1' };

describe('a client of the file gateways', () => {
  it('mounts what is exported to it, and nothing else', async () => {
    const world = await FileWorld.make();
    await expect(world.mount(stranger)).rejects.toMatchObject({ fault: 'access-denied' });
    await expect(world.mount(one, '/sdsfs/k8s-nfs/pvc-2')).rejects.toMatchObject({ fault: 'not-exported' });
    await expect(world.mount(one, '/sdsfs/nothing')).rejects.toMatchObject({ fault: 'not-exported' });
    await expect(world.mount(one)).resolves.toMatchObject({ path: '/sdsfs/k8s-nfs/pvc-1' });
    await expect(world.mount(stranger, '/sdsfs/csi-fs-1')).resolves.toMatchObject({ client: stranger });
  });

  it('reaches a tree that is shared with its own group alone only as a member', async () => {
    const world = await FileWorld.make();
    await world.share(await world.clientGroup('172.16.0.1'));
    await expect(world.mount({ ip: '172.16.0.2' })).rejects.toMatchObject({ fault: 'access-denied' });
    await world.write(await world.mount(stranger), 'mine');
    expect(world.stored()).toBe('mine');
  });

  it('has below a folder what the share of the tree says, where that names it', async () => {
    const world = await FileWorld.make();
    const share = await world.share(await world.clientGroup(one.ip));
    const [acl] = await world.acls(share);
    await world.call('POST', `/fs-nfs-shares/${share}:update-acls`, restrict(acl?.['id']));
    await expect(world.write(await world.mount(one), 'x')).rejects.toMatchObject({ fault: 'EROFS' });
    await world.write(await world.mount({ ip: '10.9.0.2' }), 'x');
    expect(world.stored()).toBe('x');
  });

  it('reads what another one wrote, and writes up to the quota and not a byte more', async () => {
    const world = await FileWorld.make(8);
    const [writer, reader] = [await world.mount(one), await world.mount({ ip: '10.9.0.2' })];
    await world.write(writer, '12345678');
    const part = { name: 'f', offset: 4, length: 100 };
    expect(text(await world.files.fabric.read(reader, part, never))).toBe('5678');
    expect(await world.files.fabric.statfs(reader, never)).toEqual({ totalBytes: 8n, freeBytes: 0n });
    const more = world.files.fabric.write(writer, { name: 'f', offset: 8 }, bytes('9'), never);
    await expect(more).rejects.toMatchObject({ fault: 'ENOSPC' });
    await world.call('PATCH', '/fs-quota-trees/1', { fs_quota_tree: { size: 16 } });
    await world.files.fabric.write(writer, { name: 'f', offset: 8 }, bytes('9'), never);
    expect(world.stored()).toBe('123456789');
    const { body } = await world.api.get('/fs-quota-trees/1');
    expect(body['fs_quota_tree']).toMatchObject({ size: 16, used_kbyte: 1 });
  });

  it('finds its mount stale when the tree is gone, and no file where none was made', async () => {
    const world = await FileWorld.make();
    const mount = await world.mount(one);
    await expect(world.overwrite(mount, 'x')).rejects.toMatchObject({ fault: 'ENOENT' });
    await world.call('DELETE', '/fs-folders/2/fs-quota-trees', { fs_folder: { fs_quota_tree_ids: [1] } });
    await expect(world.overwrite(mount, 'x')).rejects.toMatchObject({ fault: 'ESTALE' });
    await expect(world.files.fabric.statfs(mount, never)).rejects.toMatchObject({ fault: 'ESTALE' });
  });

  it('is listed as connected while it has a mount', async () => {
    const world = await FileWorld.make();
    const connections = async () => (await world.api.get('/fs-nfs-connections/')).body['fs_nfs_connections'];
    expect(await connections()).toEqual([]);
    const mounts = [await world.mount(one), await world.mount(one)];
    expect(await connections()).toMatchObject([{ client_ip: one.ip }]);
    for (const mount of mounts) world.files.fabric.close(mount);
    expect(await connections()).toEqual([]);
    expect(world.sim.violations()).toEqual([]);
  });
});
