import { clusterKinds as kinds } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { nodeIdOf, shopOnArray } from './shop-on-array.js';

const FENCE = ['fence', 'shop', '--yes', '--settle', '1'];

describe('a site is dark', () => {
  it('fence and restore start the group at the other one without anybody’s word; the former owner gets nothing back (D15)', async () => {
    const { world, handles, publish } = await shopOnArray();
    for (const handle of handles) expect(await publish('a', 'node-1', handle)).toMatchObject({ ok: true });
    expect(await world.drctl(['own', 'shop'])).toMatchObject({ code: 0 });
    expect(await publish('b', 'node-2', handles[0] ?? '')).toMatchObject({ problem: { kind: 'not-owner' } });
    await world.a.server.down();

    const before = await world.drctl(['owner', 'shop', '-o', 'json']);
    expect(JSON.parse(before.out)).toMatchObject({
      owners: [{ array: 'array-1', owner: 'a', epoch: 1 }],
      volumes: handles.map(() => ({ holders: ['node-1'] })),
    });
    const early = await world.drctl(['restore', 'shop', '--start']);
    expect([early.code, early.err]).toMatchObject([
      5,
      expect.stringContaining('belongs to cluster a since epoch 1'),
    ]);

    const fenced = await world.drctl(FENCE);
    expect(fenced.code).toBe(0);
    expect(fenced.out).toMatch(/pvc-\S+ +node-1/);
    expect(fenced.err).toContain('group shop belongs to cluster b and a is fenced: 5 volumes, read back');
    expect(fenced.err).toContain('next: drctl restore shop --from a --to b --start');

    const started = await world.drctl(['restore', 'shop', '--start']);
    expect([started.code, started.err]).toMatchObject([0, expect.not.stringContaining('UNVERIFIED')]);
    const [web] = world.b.objects(kinds.deployments);
    expect(web?.['spec']).toMatchObject({ replicas: 2 });
    await world.a.server.up();
    for (const handle of handles) {
      expect(await publish('a', 'node-1', handle)).toMatchObject({
        problem: { kind: 'not-owner', owner: 'b' },
      });
      expect(await publish('b', 'node-2', handle)).toMatchObject({ ok: true });
    }
  });

  it('repeated after the group runs at the new owner, a fence never takes its volumes away', async () => {
    const { world, handles, publish } = await shopOnArray();
    await world.drctl(['own', 'shop']);
    expect(await world.drctl(FENCE)).toMatchObject({ code: 0 });
    const [handle = ''] = handles;
    expect(await publish('b', 'node-2', handle)).toMatchObject({ ok: true });
    const drivers = [{ name: 'iscsi.csi.xsky.com', nodeID: nodeIdOf('node-2') }];
    world.b.add(kinds.csiNodes, { metadata: { name: 'node-2' }, spec: { drivers } });
    const again = await world.drctl([...FENCE, '-o', 'json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      epochs: [{ owner: 'b', epoch: 2 }],
      volumes: handles.map(() => ({ removed: [] })),
    });
    expect(await publish('b', 'node-2', handle)).toMatchObject({ ok: true });
  });
});

describe('a volume that is on no array of ours', () => {
  it('is never started on the array’s word: the fence has not taken it from anybody', async () => {
    const { world } = await shopOnArray();
    const metadata = { name: 'other', namespace: 'shop' };
    const csi = { driver: 'other.example.com', volumeHandle: 'other-1' };
    const shared = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast' };
    world.a.add(kinds.persistentVolumes, {
      metadata: { name: 'other' },
      spec: { ...shared, capacity: { storage: '1Gi' }, persistentVolumeReclaimPolicy: 'Retain', csi },
    });
    const resources = { requests: { storage: '1Gi' } };
    world.a.add(kinds.persistentVolumeClaims, {
      metadata,
      spec: { ...shared, volumeName: 'other', resources },
    });
    await expect
      .poll(() =>
        world.a
          .objects(kinds.persistentVolumeClaims)
          .filter(({ status }) => (status as { phase?: string }).phase === 'Bound'),
      )
      .toHaveLength(6);
    expect(await world.drctl(['protect', 'shop'])).toMatchObject({ code: 0 });
    await world.drctl(['own', 'shop']);
    await world.a.server.down();
    const fenced = await world.drctl(FENCE);
    expect([fenced.code, fenced.err]).toMatchObject([
      0,
      expect.stringContaining('warning: PersistentVolume other is on no array'),
    ]);
    const started = await world.drctl(['restore', 'shop', '--start']);
    expect([started.code, started.err]).toMatchObject([5, expect.stringContaining('may still write')]);
    await world.a.server.up();
  });
});

describe('the way back', () => {
  it('a revived cluster is never given the group while its old pods and attachments are there (D18)', async () => {
    const { world, handles, publish } = await shopOnArray();
    await world.drctl(['own', 'shop']);
    await world.drctl(FENCE);
    const back = ['fence', 'shop', '--from', 'b', '--to', 'a', '--yes', '--settle', '1'];
    const refused = await world.drctl(back);
    expect([refused.code, refused.err]).toMatchObject([
      5,
      expect.stringMatching(
        /^refused: cluster a is to be given group shop and still has it in use \(Pod shop\/bare/,
      ),
    ]);
    for (const pod of world.a.objects(kinds.pods)) world.a.server.delete(kinds.pods, pod);
    expect(await world.drctl(back)).toMatchObject({ code: 0 });
    expect(await publish('a', 'node-1', handles[0] ?? '')).toMatchObject({ ok: true });
    expect(await publish('b', 'node-2', handles[0] ?? '')).toMatchObject({
      problem: { kind: 'not-owner', epoch: 3 },
    });
  });
});

describe('who owns a group', () => {
  it('a group that nobody owns says so, with what to do', async () => {
    const { world } = await shopOnArray();
    const { code, err } = await world.drctl(['owner', 'shop']);
    expect([code, err]).toMatchObject([1, expect.stringContaining('next: drctl own shop')]);
    expect(await world.drctl(FENCE)).toMatchObject({
      code: 5,
      err: expect.stringContaining('drctl own shop') as unknown,
    });
  });

  it('all that a cluster owns is taken from it in one word, and nothing that the other one owns', async () => {
    const { world } = await shopOnArray();
    expect(await world.drctl(['own', 'shop'])).toMatchObject({ code: 0 });
    await world.a.server.down();
    const unsaid = await world.drctl(['fence', '--cluster', 'a'], { answer: 'b' });
    expect([unsaid.code, unsaid.err]).toMatchObject([5, expect.stringContaining('was not confirmed')]);
    const none = await world.drctl(['fence', '--cluster', 'b', '--yes', '--settle', '1', '-o', 'json']);
    expect([none.code, JSON.parse(none.out)]).toMatchObject([0, { groups: [{ what: 'not its own' }] }]);
    const words = ['fence', '--cluster', 'a', '--yes', '--settle', '1', '-o', 'json'];
    const fenced = await world.drctl(words);
    expect([fenced.code, JSON.parse(fenced.out)]).toMatchObject([
      0,
      { cluster: 'a', groups: [{ group: 'shop', what: 'fenced' }] },
    ]);
    expect((await world.drctl(['owner', 'shop', '-o', 'name'])).out).toBe('b\n');
    expect((await world.drctl(['fence'])).code).toBe(2);
    expect((await world.drctl(['fence', '--cluster', 'c', '--yes'])).err).toContain('known are a, b');
  });

  it('a fence that nobody confirmed changes nothing', async () => {
    const { world, handles, publish } = await shopOnArray();
    await world.drctl(['own', 'shop']);
    const { code, err } = await world.drctl(['fence', 'shop'], { answer: 'shopp' });
    expect([code, err]).toMatchObject([5, expect.stringContaining('was not confirmed')]);
    expect(await publish('a', 'node-1', handles[0] ?? '')).toMatchObject({ ok: true });
  });
});
