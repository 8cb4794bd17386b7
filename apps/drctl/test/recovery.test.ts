import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  clusterKinds as kinds,
  runShop,
  SHOP_CLAIMS,
  type EmbeddedCluster,
} from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { protectedShop } from './protected-shop.js';
import { twoClusters, type TwoClusters } from './two-embedded.js';

const handles = (cluster: EmbeddedCluster): readonly unknown[] =>
  cluster
    .objects(kinds.persistentVolumes)
    .map(({ metadata, spec }) => ({ name: metadata.name, csi: (spec as { csi: unknown }).csi }));

/** The pods of the source are gone, as after an orderly stop. */
function stopShop({ a }: TwoClusters): void {
  for (const pod of a.objects(kinds.pods)) a.server.delete(kinds.pods, pod);
}

describe('a group from one cluster to the other', () => {
  it('protect tells what belongs to it and why, keeps its volumes, and makes a first bundle', async () => {
    const world = await twoClusters();
    await runShop(world.a);
    const { code, out, err } = await world.drctl(['protect', 'shop']);
    expect(code).toBe(0);
    expect(out).toMatch(/claim +PersistentVolumeClaim shop\/web +/);
    expect(out).toMatch(/volume +PersistentVolume pvc-\S+ +spec.volumeName of PersistentVolumeClaim shop\//);
    expect(err).toContain('Retain on 5 volumes and snapshots, read back');
    expect(err).toMatch(/bundle 1 of group shop: \d+ objects, sealed for 1, not signed/);
    for (const { spec } of world.a.objects(kinds.persistentVolumes))
      expect(spec).toMatchObject({ persistentVolumeReclaimPolicy: 'Retain' });
  });

  it('verify proves the newest bundle, and never ends with 0 for one that was changed (D2)', async () => {
    const world = await protectedShop();
    const { code, out } = await world.drctl(['verify', '--group', 'shop', '-o', 'json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { group: 'shop', counter: 1, sealed: true }]);
    const bundle = join(world.directory, 'bundles', 'shop', '00000001');
    expect(JSON.parse(readFileSync(join(bundle, 'bundle.json'), 'utf8'))).toMatchObject({
      listVersions: {
        PersistentVolume: expect.any(String) as unknown,
        'PersistentVolumeClaim shop': expect.any(String) as unknown,
      },
    });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(bundle, 'graph.json'), '{}');
    const bad = await world.drctl(['verify', bundle]);
    expect(bad.code).toBe(1);
    expect(bad.err).toContain('graph.json was changed');
  });

  it('restore binds every claim to its own volume, standing still; again it changes nothing', async () => {
    const world = await protectedShop();
    const { code, err } = await world.drctl(['restore', 'shop']);
    expect(err).toContain('5 claims are proved to be bound to their own volumes');
    expect(code).toBe(0);
    expect(handles(world.b)).toEqual(handles(world.a));
    expect(world.b.objects(kinds.persistentVolumeClaims).map(({ metadata }) => metadata.name)).toEqual(
      SHOP_CLAIMS,
    );
    expect(world.b.objects(kinds.statefulSets)[0]?.['spec']).toMatchObject({ replicas: 0 });
    const before = world.b.server.requests.length;
    expect(await world.drctl(['restore', 'shop'])).toMatchObject({ code: 0 });
    const methods = new Set(world.b.server.requests.slice(before).map(({ method }) => method));
    expect(methods).toEqual(new Set(['GET']));
  });

  it('restore --start is refused while the source runs, and starts when it is at rest', async () => {
    const world = await protectedShop();
    const refused = await world.drctl(['restore', 'shop', '--start']);
    expect(refused.code).toBe(5);
    expect(refused.err).toContain('still runs on the other cluster (Pod shop/bare is Running on node');
    expect(world.b.objects(kinds.namespaces)).toEqual([]);
    stopShop(world);
    expect(await world.drctl(['restore', 'shop', '--start'])).toMatchObject({ code: 0 });
    expect(world.b.objects(kinds.statefulSets)[0]?.['spec']).toMatchObject({ replicas: 3 });
  });

  it('a source that does not answer is not taken for one that is gone: --start needs somebody’s word, called unverified (D17, D20)', async () => {
    const world = await protectedShop();
    await world.a.server.down();
    const refused = await world.drctl(['restore', 'shop', '--start']);
    expect(refused.code).toBe(5);
    expect(refused.err).toContain('a cluster that does not answer may still write');
    const told = await world.drctl(['restore', 'shop', '--start', '--source-stopped', 'power is off']);
    expect(told.code).toBe(0);
    expect(told.err).toContain('UNVERIFIED: that the source is stopped rests on "power is off"');
    await world.a.server.up();
  });

  it('plan tells what would be done; restore --plan refuses when either side has changed since', async () => {
    const world = await protectedShop();
    const file = join(world.directory, 'plan.json');
    const planned = await world.drctl(['plan', 'shop', '--out', file, '--exit-code']);
    expect(planned.code).toBe(3);
    expect(planned.out).toMatch(/create +volume +PersistentVolume pvc-/);
    expect(statSync(file).mode & 0o077).toBe(0);
    world.a.add(kinds.configMaps, { metadata: { name: 'new', namespace: 'shop' }, data: {} });
    const sourceChanged = await world.drctl(['restore', 'shop', '--plan', file]);
    expect(sourceChanged.code).toBe(5);
    expect(sourceChanged.err).toContain('the source has changed');
    await world.drctl(['backup', 'shop']);
    await world.drctl(['plan', 'shop', '--out', file]);
    world.b.add(kinds.namespaces, { metadata: { name: 'shop' } });
    const targetChanged = await world.drctl(['restore', 'shop', '--plan', file]);
    expect(targetChanged.code).toBe(5);
    expect(targetChanged.err).toContain('Namespace shop: create was planned, update is due');
    await world.drctl(['plan', 'shop', '--out', file]);
    expect(await world.drctl(['restore', 'shop', '--plan', file])).toMatchObject({ code: 0 });
    expect(await world.drctl(['plan', 'shop', '--exit-code'])).toMatchObject({
      code: 0,
      out: 'nothing to do\n',
    });
  });

  it('an application that was started there is never stopped by forgetting --start, nor by a sync the wrong way', async () => {
    const world = await protectedShop();
    stopShop(world);
    await world.drctl(['restore', 'shop', '--start']);
    for (const words of [
      ['restore', 'shop'],
      ['sync', 'shop', '--warm'],
    ]) {
      const refused = await world.drctl(words);
      expect(refused.code).toBe(5);
      expect(refused.err).toContain('Deployment.apps shop/web runs on the cluster that is to stand by');
    }
    expect(world.b.objects(kinds.statefulSets)[0]?.['spec']).toMatchObject({ replicas: 3 });
  });

  it('release gives the old policy back only when the other cluster holds nothing and the name was typed', async () => {
    const world = await protectedShop();
    await world.drctl(['restore', 'shop']);
    expect(await world.drctl(['release', 'shop'], { answer: 'shop' })).toMatchObject({ code: 5 });
    for (const volume of world.b.objects(kinds.persistentVolumes))
      world.b.server.delete(kinds.persistentVolumes, volume);
    const mistyped = await world.drctl(['release', 'shop'], { answer: 'shopp' });
    expect(mistyped).toMatchObject({ code: 5, err: expect.stringContaining('was not confirmed') as string });
    expect(await world.drctl(['release', 'shop'], { answer: 'shop' })).toMatchObject({ code: 0 });
    for (const { spec } of world.a.objects(kinds.persistentVolumes))
      expect(spec).toMatchObject({ persistentVolumeReclaimPolicy: 'Delete' });
  });

  it('no file that drctl wrote has a secret in it, and nobody else may read one', async () => {
    const world = await protectedShop();
    await world.drctl(['restore', 'shop']);
    const files = ['bundles', 'state'].flatMap((name) =>
      readdirSync(join(world.directory, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/c2VjcmV0|kube-token|AGE-SECRET/);
      expect(statSync(file).mode & 0o077, file).toBe(0);
    }
  });
});
