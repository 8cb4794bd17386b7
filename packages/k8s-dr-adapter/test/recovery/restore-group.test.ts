import { describeProblem, restoreGroup, type RestoreReport } from '@twinsite/domain';
import { crashAt, Crash } from '@twinsite/domain/testing';
import { describe, expect, it } from 'vitest';
import { clusterKinds as kinds, runShop, SHOP_CLAIMS } from '../../src/testing/index.js';
import { aCluster, endState, orderFor, portsFor, shopSet, type ACluster } from './two-clusters.js';

const signal = () => AbortSignal.timeout(20_000);

async function aShopSet() {
  const source = await aCluster();
  await runShop(source.cluster);
  return { source, set: await shopSet(source) };
}

async function restored(target: ACluster, order: ReturnType<typeof orderFor>): Promise<RestoreReport> {
  const report = await restoreGroup(portsFor(target.objects).ports, order, signal());
  if (!report.ok) throw new Error(describeProblem(report.problem));
  return report.value;
}

const writes = ({ cluster }: ACluster): number =>
  cluster.server.requests.filter(({ method }) => method !== 'GET').length;
const handles = ({ cluster }: ACluster): ReadonlyMap<string, string> =>
  new Map(
    cluster.objects(kinds.persistentVolumeClaims).map(({ metadata, spec }) => {
      const { volumeName } = spec as { volumeName: string };
      const volume = cluster.objects(kinds.persistentVolumes).find((pv) => pv.metadata.name === volumeName);
      return [metadata.name, (volume?.['spec'] as { csi: { volumeHandle: string } }).csi.volumeHandle];
    }),
  );

describe('restoring a group on an embedded cluster', () => {
  it('binds every claim to the volume it had, makes one write per object and none the second time', async () => {
    const { source, set } = await aShopSet();
    const target = await aCluster();
    const first = await restored(target, orderFor(set));
    expect(first).toMatchObject({ outcome: 'complete', problems: [], claims: SHOP_CLAIMS.length });
    expect(handles(target)).toEqual(handles(source));
    expect(writes(target)).toBe(set.objects.length);
    const again = await restored(target, orderFor(set));
    expect(again.outcome).toBe('complete');
    expect(writes(target)).toBe(set.objects.length);
    expect(target.cluster.record).toEqual({ provisioned: [], deleted: [] });
  });

  it('starts nothing on a standby, whose claims are bound already, and starts it when told to (D28)', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    await restored(target, orderFor(set, 'standby'));
    const replicas = () =>
      [kinds.deployments, kinds.statefulSets].map(
        (kind) => (target.cluster.objects(kind)[0]?.['spec'] as { replicas: number }).replicas,
      );
    expect(replicas()).toEqual([0, 0]);
    expect(target.cluster.objects(kinds.pods)[0]?.['spec']).toMatchObject({
      schedulingGates: [{ name: 'dr.xsky.io/standby' }],
    });
    await restored(target, orderFor(set));
    expect(replicas()).toEqual([2, 3]);
    expect(target.cluster.objects(kinds.pods)[0]?.['spec']).not.toHaveProperty('schedulingGates');
  });

  it('does not let a claim go Lost on a volume that is Released (D6)', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    await restored(target, orderFor(set));
    for (const claim of target.cluster.objects(kinds.persistentVolumeClaims))
      target.cluster.server.delete(kinds.persistentVolumeClaims, claim);
    const report = await restored(target, orderFor(set));
    expect(report).toMatchObject({ outcome: 'complete', claims: SHOP_CLAIMS.length });
    expect(report.done.get('free')).toBe(SHOP_CLAIMS.length);
    expect(target.cluster.record).toEqual({ provisioned: [], deleted: [] });
  });

  it('never lets a claim be provisioned anew, not even where somebody has asked for one (D1)', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    target.cluster.add(kinds.persistentVolumeClaims, {
      metadata: { name: 'web', namespace: 'shop' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'slow' },
    });
    const report = await restored(target, orderFor(set));
    expect(report.outcome).toBe('refused');
    expect(report.problems.map(describeProblem)).toEqual([
      expect.stringContaining('waits for a new, empty volume'),
    ]);
    expect(writes(target)).toBe(0);
  });

  it('starts no workload while a claim is not proved', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    target.cluster.server.faults.answer({
      plural: 'persistentvolumeclaims',
      method: 'PATCH',
      status: 403,
      times: 1,
    });
    const report = await restored(target, orderFor(set));
    expect(report.outcome).toBe('partial');
    expect(target.cluster.objects(kinds.deployments)).toEqual([]);
    expect((await restored(target, orderFor(set))).outcome).toBe('complete');
  });
});

describe('a restore from an API server that is not well', () => {
  it.each([429, 500, 503])('comes through where it answers %i now and then', async (status) => {
    const { set } = await aShopSet();
    const target = await aCluster();
    for (const plural of ['persistentvolumes', 'persistentvolumeclaims', 'deployments'])
      target.cluster.server.faults.answer({ plural, method: 'PATCH', status, times: 2 });
    target.cluster.server.faults.answer({ method: 'GET', status, times: 2 });
    expect(await restored(target, orderFor(set))).toMatchObject({ outcome: 'complete' });
  });

  it('is partial where it answers 409, names the object, and is completed by the next', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    target.cluster.server.faults.answer({ plural: 'secrets', method: 'PATCH', status: 409, times: 1 });
    const report = await restored(target, orderFor(set));
    expect(report).toMatchObject({ outcome: 'partial', problems: [{ kind: 'kubernetes-conflict' }] });
    expect(await restored(target, orderFor(set))).toMatchObject({ outcome: 'complete' });
  });

  it('has done nothing twice where replies were lost', async () => {
    const { set } = await aShopSet();
    const target = await aCluster();
    target.cluster.server.faults.losesReplies = true;
    const signalOf = AbortSignal.timeout(300);
    await restoreGroup(portsFor(target.objects).ports, orderFor(set), signalOf);
    target.cluster.server.faults.clear();
    expect(await restored(target, orderFor(set))).toMatchObject({ outcome: 'complete' });
    expect(target.cluster.record).toEqual({ provisioned: [], deleted: [] });
  });
});

describe('a restore that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s any call need not start again: repeated, it ends the same (D27)',
    async (when) => {
      const { set } = await aShopSet();
      const clean = await aCluster();
      await restored(clean, orderFor(set));
      const wanted = endState(clean);
      for (let call = 1; ; call += 1) {
        const target = await aCluster();
        const { ports } = portsFor(target.objects);
        const { clock, progress, ...crashing } = ports;
        const dying = { ...crashAt(crashing, { call, when }), clock, progress };
        const died = await restoreGroup(dying, orderFor(set), signal()).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof Crash)) throw error;
            return true;
          },
        );
        const report = await restored(target, orderFor(set));
        expect(report.outcome, `killed ${when} call ${call}`).toBe('complete');
        expect(endState(target)).toEqual(wanted);
        expect(target.cluster.record).toEqual({ provisioned: [], deleted: [] });
        if (!died) break;
      }
    },
    120_000,
  );
});
