import { describe, expect, it } from 'vitest';
import { FileWorld, removal, restrict } from './file-world.js';

const node = { ip: '172.16.0.1' };

async function sharedWithTwo() {
  const world = await FileWorld.make();
  const groups = [await world.clientGroup('172.16.0.1'), await world.clientGroup('172.16.0.2')];
  const share = await world.share(...groups);
  const mount = await world.mount(node);
  await world.write(mount, 'before');
  const [acl] = await world.acls(share);
  return { world, share, mount, acl: acl?.['id'] };
}

describe('an ACL that is taken away', () => {
  it('has not settled while a write that was let in is still in a gateway', async () => {
    const { world, share, mount, acl } = await sharedWithTwo();
    world.files.hold('fg-a', true);
    const late = world.overwrite(mount, 'stranded');
    await world.call('POST', `/fs-nfs-shares/${share}:remove-acls`, removal(acl));
    await world.clock.advance(1000);
    expect(await world.shareIs(share)).toBe('updating');
    expect(world.stored()).toBe('before');
    world.files.hold('fg-a', false);
    await late;
    await world.clock.advance(50);
    expect(await world.shareIs(share)).toBe('active');
    await expect(world.overwrite(mount, 'after')).rejects.toMatchObject({ fault: 'EACCES' });
    expect(world.stored()).toBe('stranded');
    await world.write(await world.mount({ ip: '172.16.0.2' }), 'other');
    expect(world.stored()).toBe('other');
  });

  it('is as slow when it is made read-only, after which reads go on', async () => {
    const { world, share, mount, acl } = await sharedWithTwo();
    world.files.hold('fg-a', true);
    const late = world.overwrite(mount, 'stranded');
    await world.call('POST', `/fs-nfs-shares/${share}:update-acls`, restrict(acl));
    await world.clock.advance(1000);
    expect([await world.shareIs(share), (await world.acls(share))[0]?.['permission']]).toEqual([
      'updating',
      'RO',
    ]);
    world.files.hold('fg-a', false);
    await late;
    await world.clock.advance(50);
    expect(await world.shareIs(share)).toBe('active');
    await expect(world.overwrite(mount, 'after')).rejects.toMatchObject({ fault: 'EROFS' });
    expect(world.stored()).toBe('stranded');
  });

  it('settles without a gateway that the majority has called out for long enough', async () => {
    const { world, share, acl } = await sharedWithTwo();
    await world.sim.cut('site-b', 'refusing');
    await world.clock.advance(1001);
    await world.call('POST', `/fs-nfs-shares/${share}:remove-acls`, removal(acl));
    await world.clock.advance(3000);
    expect(await world.shareIs(share)).toBe('updating');
    await world.clock.advance(6000);
    expect(await world.shareIs(share)).toBe('active');
  });

  it('shows when it has settled, on arrays that tell late', async () => {
    const { world, share, acl } = await sharedWithTwo();
    world.sim.setSwitches({ aclRows: 'when-settled', changedAclId: 'new' });
    await world.api.call('POST', `/fs-nfs-shares/${share}:update-acls`, restrict(acl));
    expect((await world.acls(share))[0]).toMatchObject({ id: acl, permission: 'RW' });
    await world.clock.advance(50);
    const [other, changed] = await world.acls(share);
    expect([other?.['permission'], changed?.['permission'], changed?.['id'] === acl]).toEqual([
      'RW',
      'RO',
      false,
    ]);
  });
});

describe('a share that ends', () => {
  it('is gone only when nothing of it is in a gateway', async () => {
    const { world, share, mount } = await sharedWithTwo();
    world.files.hold('fg-a', true);
    const late = world.overwrite(mount, 'stranded');
    await world.call('DELETE', `/fs-nfs-shares/${share}`);
    await world.clock.advance(1000);
    expect(await world.shareIs(share)).not.toBe('gone');
    world.files.hold('fg-a', false);
    await late;
    await world.clock.advance(50);
    expect(await world.shareIs(share)).toBe('gone');
    expect(world.sim.violations()).toEqual([]);
  });
});
