import { clusterKinds as kinds, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import {
  cloneVolumes,
  groupVolumes,
  never,
  originalsOf,
  placeVolumes,
  type ClusterObject,
  type RecoverySet,
} from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { readyOn, shopOnNodes } from './shop-on-nodes.js';
import type { TwoClusters } from './two-embedded.js';

const DRILL = ['drill', 'shop', '--wait', '20'];

interface Told {
  readonly volumes: number;
  readonly pods: number;
  readonly left: readonly { readonly object: string; readonly why: string }[];
  readonly untouched: readonly string[];
  readonly changed: readonly string[];
}

const namespacesOf = (cluster: EmbeddedCluster): readonly string[] =>
  cluster.objects(kinds.namespaces).map(({ metadata }) => metadata.name);
const specsOf = (cluster: EmbeddedCluster, kind: keyof typeof kinds): readonly unknown[] =>
  cluster.objects(kinds[kind] as (typeof kinds)['pods']).map(({ spec }) => spec);

type Shop = Awaited<ReturnType<typeof shopOnNodes>>;

async function volumesOf({ arrays }: Shop): Promise<readonly string[]> {
  const [array] = arrays.listed();
  const all = await array?.volumes.list(never);
  return all?.ok === true ? all.value.map(({ name }) => name) : [];
}

/** Runs a drill that stays for a moment, and looks at it. */
async function whileDrilled(world: TwoClusters, look: () => void) {
  const running = world.drctl([...DRILL, '--ttl', '3', '-o', 'json']);
  await expect.poll(() => readyOn(world.b), { timeout: 20_000 }).toBe(6);
  look();
  return running;
}

describe('drctl drill', () => {
  it('runs the group on copies of one moment, takes all of it away, and leaves the group untouched, by digest', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    const before = await volumesOf(shop);
    const { code, out, err } = await world.drctl([...DRILL, '-o', 'json']);
    expect([code, err]).toMatchObject([0, expect.stringContaining('nothing of group shop was touched')]);
    expect(JSON.parse(out) as Told).toMatchObject({
      volumes: 5,
      pods: 6,
      left: [],
      untouched: ['b', 'a'],
      changed: [],
    });
    expect(await volumesOf(shop)).toEqual(before);
    expect(namespacesOf(world.b).filter((name) => name.includes('drill'))).toEqual([]);
    expect(world.b.objects(kinds.persistentVolumes)).toEqual([]);
    expect([readyOn(world.a), readyOn(world.b)]).toEqual([6, 0]);
    const [array] = shop.arrays.listed();
    expect(await array?.snapshots.list(undefined, never)).toEqual({ ok: true, value: [] });
  });

  it('never mounts a volume of the group itself, and is reached by nobody from outside', async () => {
    const shop = await shopOnNodes();
    const { world, handles } = shop;
    const ended = await whileDrilled(world, () => {
      const used = world.b
        .objects(kinds.persistentVolumes)
        .map(({ spec }) => (spec as { csi: { volumeHandle: string } }).csi.volumeHandle);
      expect(used).toHaveLength(5);
      expect(used.filter((handle) => handles.includes(handle))).toEqual([]);
      expect(specsOf(world.b, 'networkPolicies')).toMatchObject([
        { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      ]);
      expect(world.b.objects(kinds.pods).map(({ metadata }) => metadata.namespace)).toEqual(
        Array<unknown>(6).fill(expect.stringMatching(/^shop-drill-[0-9a-f]{8}$/)),
      );
      expect(readyOn(world.a)).toBe(6);
    });
    expect(ended).toMatchObject({ code: 0 });
    expect(namespacesOf(world.b).filter((name) => name.includes('drill'))).toEqual([]);
  });

  it('changes nothing of a standby that is kept warm', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    const standby = (): unknown =>
      [kinds.persistentVolumes, kinds.persistentVolumeClaims, kinds.statefulSets, kinds.deployments].map(
        (kind) => world.b.objects(kind).map(({ metadata }) => [metadata.name, metadata.resourceVersion]),
      );
    const before = standby();
    const { code, out } = await world.drctl([...DRILL, '-o', 'json']);
    expect([code, JSON.parse(out) as Told]).toMatchObject([0, { changed: [] }]);
    expect(standby()).toEqual(before);
    const again = await world.drctl(['sync', 'shop', '--warm']);
    expect(again.err).toMatch(/sync: 0 written/);
  });

  it('of another host is left alone until its time is over, and ended when that is asked for', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await leftover(shop, '2099-01-01T00:00:00Z');
    const refused = await world.drctl(DRILL);
    expect([refused.code, refused.err]).toMatchObject([
      5,
      expect.stringContaining('has drill 0badcafe of group shop until 2099'),
    ]);
    expect(await volumesOf(shop)).toContain('drill-0badcafe-0');
    expect(await world.drctl([...DRILL, '--end'])).toMatchObject({ code: 0 });
    expect(namespacesOf(world.b)).not.toContain('shop-drill-0badcafe');
    expect((await volumesOf(shop)).filter((name) => name.startsWith('drill-'))).toEqual([]);
  });

  it('whose time is over is taken away by the next one', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await leftover(shop, '2026-01-01T00:00:00Z');
    expect(await world.drctl(DRILL)).toMatchObject({ code: 0 });
    expect((await volumesOf(shop)).filter((name) => name.startsWith('drill-'))).toEqual([]);
  });

  it('that fails takes away what it made, and says why', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await shop.nodes.b.halt();
    const failed = await world.drctl(['drill', 'shop', '--wait', '2']);
    expect([failed.code, failed.err]).toMatchObject([1, expect.stringContaining('not everything is ready')]);
    expect(namespacesOf(world.b).filter((name) => name.includes('drill'))).toEqual([]);
    expect((await volumesOf(shop)).filter((name) => name.startsWith('drill-'))).toEqual([]);
  });
});

/** What a drill leaves that was killed on another host. */
async function leftover({ world, arrays }: Shop, until: string): Promise<void> {
  const id = '0badcafe';
  const objects = world.a.objects(kinds.persistentVolumes).map((object) => ({
    layer: 'volume' as const,
    object: { ...object, apiVersion: 'v1', kind: 'PersistentVolume' } as unknown as ClusterObject,
  }));
  const set: Pick<RecoverySet, 'objects'> = { objects };
  const placed = await placeVolumes(arrays, groupVolumes(set), never);
  if (!placed.ok) throw new Error(placed.problem.kind);
  const made = await cloneVolumes({ id, originals: originalsOf(set, placed.value) }, never);
  expect(made.ok).toBe(true);
  world.b.add(kinds.namespaces, {
    metadata: {
      name: `shop-drill-${id}`,
      labels: { 'dr.xsky.io/drill': id, 'dr.xsky.io/drilled-group': 'shop' },
      annotations: { 'dr.xsky.io/drill-until': until },
    },
  });
}
