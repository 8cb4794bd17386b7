import { clusterKinds as kinds } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { cutA, FAST, readyOn, shopOnNodes } from './shop-on-nodes.js';

type Shop = Awaited<ReturnType<typeof shopOnNodes>>;

/** Something of an earlier time is still attached on cluster b, where nobody detaches it. */
function attachOnB({ world }: Shop): void {
  const [volume] = world.a.objects(kinds.persistentVolumes);
  const source = { persistentVolumeName: volume?.metadata.name };
  const spec = { attacher: 'iscsi.csi.xsky.com', nodeName: 'ghost', source };
  world.b.add(kinds.volumeAttachments, { metadata: { name: 'csi-ghost' }, spec });
}

describe('what would stop the hand-over', () => {
  it('is seen before a planned move stops anything', async () => {
    const shop = await shopOnNodes();
    await shop.nodes.b.halt();
    attachOnB(shop);
    const moved = await shop.world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, moved.err]).toMatchObject([5, expect.stringContaining('still has it in use')]);
    expect(moved.err).not.toContain('stopping the group');
    expect(readyOn(shop.world.a)).toBe(6);
  });

  it('takes the move back before anything changes hands when it comes while the source is stopped', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await shop.nodes.b.halt();
    let isThere = false;
    world.a.server.onChange(() => {
      if (isThere || world.a.objects(kinds.volumeAttachments).length > 0) return;
      isThere = true;
      attachOnB(shop);
    });
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, moved.err]).toMatchObject([5, expect.stringContaining('was taken back')]);
    expect(moved.err).not.toContain('fencing the source');
    await expect.poll(() => readyOn(world.a)).toBe(6);
    expect((await world.drctl(['owner', 'shop', '-o', 'name'])).out).toBe('a\n');
  });
});

describe('a claim that has lost its volume since it was bound', () => {
  it('keeps everything from starting, also when the move is gone on with', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    await cutA(shop);
    for (const plural of ['deployments', 'statefulsets', 'pods'])
      world.b.server.faults.answer({ method: 'PATCH', plural, status: 403 });
    const failed = await world.drctl(['failover', 'shop', ...FAST]);
    expect([failed.code, failed.err]).toMatchObject([1, expect.stringContaining('stands at: starting')]);
    world.b.server.faults.clear();
    const [volume] = world.b.objects(kinds.persistentVolumes);
    if (volume === undefined) throw new Error('the standby has volumes');
    world.b.server.delete(kinds.persistentVolumes, volume);
    const again = await world.drctl(['failover', 'shop', ...FAST]);
    expect([again.code, again.err]).toMatchObject([5, expect.stringContaining('Lost')]);
    expect(readyOn(world.b)).toBe(0);
    for (const kind of [kinds.deployments, kinds.statefulSets])
      for (const { spec } of world.b.objects(kind)) expect(spec).toMatchObject({ replicas: 0 });
  });
});

describe('a group with a volume that no array of ours holds', () => {
  it('is not failed over from: no fence takes it away, and nothing is changed', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    const csi = { driver: 'other.example.com', volumeHandle: 'other-1' };
    const shared = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast' };
    world.a.add(kinds.persistentVolumes, {
      metadata: { name: 'other' },
      spec: { ...shared, capacity: { storage: '1Gi' }, persistentVolumeReclaimPolicy: 'Retain', csi },
    });
    const resources = { requests: { storage: '1Gi' } };
    world.a.add(kinds.persistentVolumeClaims, {
      metadata: { name: 'other', namespace: 'shop' },
      spec: { ...shared, volumeName: 'other', resources },
    });
    expect(await world.drctl(['protect', 'shop'])).toMatchObject({ code: 0 });
    await cutA(shop);
    const refused = await world.drctl(['failover', 'shop', ...FAST, '--force']);
    expect([refused.code, refused.err]).toMatchObject([
      5,
      expect.stringContaining('PersistentVolume other is on no array'),
    ]);
    expect((await world.drctl(['owner', 'shop', '-o', 'name'])).out).toBe('a\n');
  });
});
