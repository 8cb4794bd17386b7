import { clusterKinds as kinds, runShop, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { twoClusters, type TwoClusters } from './two-embedded.js';

interface Told {
  readonly check: string;
  readonly level: string;
  readonly evidence: string;
  readonly remedy: string;
}

async function examined(
  world: TwoClusters,
  ...words: string[]
): Promise<{ code: number; findings: readonly Told[] }> {
  const { code, out, err } = await world.drctl(['doctor', 'shop', '-o', 'json', ...words]);
  if (out === '') throw new Error(err);
  return { code, findings: (JSON.parse(out) as { findings: readonly Told[] }).findings };
}

const installDriver = (cluster: EmbeddedCluster, image: string): void => {
  cluster.add(kinds.csiDrivers, { metadata: { name: 'iscsi.csi.xsky.com' } });
  cluster.add(kinds.daemonSets, {
    metadata: { name: 'twinsite-node', namespace: 'twinsite' },
    spec: {
      template: { spec: { containers: [{ name: 'driver', image: `registry.example.com/${image}` }] } },
    },
  });
};

async function soundWorld(): Promise<TwoClusters> {
  const world = await twoClusters();
  await runShop(world.a);
  for (const cluster of [world.a, world.b]) installDriver(cluster, 'driver:0.1.0');
  await world.drctl(['protect', 'shop', '--no-backup']);
  return world;
}

const bad = (findings: readonly Told[]): readonly string[] =>
  findings.filter(({ level }) => level === 'problem').map(({ check, evidence }) => `${check}: ${evidence}`);

describe('drctl doctor', () => {
  it('finds nothing wrong where nothing is, and ends with 0', async () => {
    const world = await soundWorld();
    const { code, findings } = await examined(world);
    expect(bad(findings)).toEqual([]);
    expect(code).toBe(0);
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set([
        'reached',
        'kubernetes',
        'clock',
        'driver',
        'rights',
        'closure',
        'kinds',
        'classes',
        'retain',
        'fence',
        'gate',
      ]),
    );
    const table = await world.drctl(['doctor', 'shop']);
    expect(table.out).not.toContain('problem');
  });

  it('tells what is wrong, with what to do, and ends with 1', async () => {
    const world = await soundWorld();
    world.b.server.identity.denied.add('patch persistentvolumes');
    const [volume] = world.a.objects(kinds.persistentVolumes);
    if (volume === undefined) throw new Error('the shop has volumes');
    const spec = { ...(volume['spec'] as object), persistentVolumeReclaimPolicy: 'Delete' };
    world.a.server.edit(kinds.persistentVolumes, { ...volume, spec });
    world.b.add(kinds.storageClasses, { metadata: { name: 'fast' }, provisioner: 'other.example.com' });
    const { code, findings } = await examined(world);
    expect(code).toBe(1);
    expect(bad(findings)).toEqual([
      'rights: cluster b: drctl may not patch persistentvolumes',
      expect.stringMatching(/^classes: class fast on clusters a and b differs in provisioner/) as string,
      expect.stringMatching(/^retain: PersistentVolume \S+ on cluster a is Delete/) as string,
    ]);
    expect(findings.filter(({ level, remedy }) => level !== 'ok' && remedy === '')).toEqual([]);
  });

  it('tells a driver that is missing, and one of another version', async () => {
    const world = await twoClusters();
    await runShop(world.a);
    installDriver(world.a, 'driver:0.1.0');
    expect(bad((await examined(world)).findings)).toContain(
      'driver: cluster b does not have driver iscsi.csi.xsky.com, cluster a does',
    );
    installDriver(world.b, 'driver:0.2.0');
    const warned = (await examined(world)).findings.find(
      ({ check, level }) => check === 'driver' && level === 'warn',
    );
    expect(warned?.evidence).toBe('cluster a runs driver:0.1.0, cluster b driver:0.2.0');
  });

  it('calls a public NFS share what cannot be fenced', async () => {
    const world = await soundWorld();
    const [volume] = world.a.objects(kinds.persistentVolumes);
    if (volume === undefined) throw new Error('the shop has volumes');
    world.a.server.delete(kinds.persistentVolumes, volume);
    const spec = {
      ...(volume['spec'] as object),
      csi: { driver: 'com.nfs.csi.xsky', volumeHandle: 'csi-nfs-vid-x' },
    };
    const { name, labels, annotations } = volume.metadata;
    world.a.add(kinds.persistentVolumes, {
      metadata: { name, ...(labels && { labels }), ...(annotations && { annotations }) },
      spec,
    });
    const { findings } = await examined(world);
    expect(bad(findings)).toEqual([expect.stringMatching(/^fence: .* is a public share/) as string]);
  });

  it('a cluster that does not answer is one finding, and the rest is told', async () => {
    const world = await soundWorld();
    await world.b.server.down();
    const { code, findings } = await examined(world);
    expect(code).toBe(1);
    expect(bad(findings)).toEqual([expect.stringMatching(/^reached: cluster b: .*ECONNREFUSED/) as string]);
    expect(findings.some(({ check, level }) => check === 'closure' && level === 'ok')).toBe(true);
    await world.b.server.up();
  });
});
