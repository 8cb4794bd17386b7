import { describeProblem, sourceAtRest, syncGroup, type SyncReport } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { clusterKinds as kinds, runShop } from '../../src/testing/index.js';
import { aCluster, orderFor, portsFor, shopSet, type ACluster } from './two-clusters.js';

const signal = () => AbortSignal.timeout(20_000);

async function synced(source: ACluster, target: ACluster): Promise<SyncReport> {
  const order = orderFor(await shopSet(source), 'standby');
  const report = await syncGroup(portsFor(target.objects).ports, order, signal());
  if (!report.ok) throw new Error(describeProblem(report.problem));
  return report.value;
}

async function aWarmPair() {
  const [source, target] = [await aCluster(), await aCluster()];
  await runShop(source.cluster);
  await synced(source, target);
  return { source, target };
}

describe('a warm standby', () => {
  it('is not written to, and lists each kind once, where nothing has changed (D30)', async () => {
    const { source, target } = await aWarmPair();
    const before = target.cluster.server.requests.length;
    expect((await synced(source, target)).pruned).toEqual([]);
    const calls = target.cluster.server.requests.slice(before);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GET']));
    const lists = calls.map(({ url }) => url.split('?')[0]).filter((url) => /\/(v1)\//.test(url ?? ''));
    expect(new Set(lists).size).toBe(lists.length);
  });

  it('loses what the source has no more, and nothing that drctl did not make', async () => {
    const { source, target } = await aWarmPair();
    const label = { 'dr.xsky.io/group': 'shop' };
    target.cluster.add(kinds.configMaps, { metadata: { name: 'by-hand', namespace: 'shop', labels: label } });
    const [web] = source.cluster.objects(kinds.deployments);
    if (web === undefined) throw new Error('the shop has a Deployment');
    source.cluster.server.delete(kinds.deployments, web);
    expect((await synced(source, target)).pruned).toEqual(['Deployment.apps shop/web']);
    expect(target.cluster.objects(kinds.configMaps).map(({ metadata }) => metadata.name)).toContain(
      'by-hand',
    );
  });

  it('never loses a volume or a claim, whatever the source has (D18)', async () => {
    const { source, target } = await aWarmPair();
    for (const claim of source.cluster.objects(kinds.persistentVolumeClaims))
      source.cluster.server.delete(kinds.persistentVolumeClaims, claim);
    const report = await synced(source, target).catch((error: unknown) => error);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(target.cluster.objects(kinds.persistentVolumeClaims)).toHaveLength(5);
    expect(target.cluster.record.deleted).toEqual([]);
  });

  it('takes a changed object over, and drops what it lost', async () => {
    const { source, target } = await aWarmPair();
    const [settings] = source.cluster.objects(kinds.configMaps);
    if (settings === undefined) throw new Error('the shop has settings');
    source.cluster.server.edit(kinds.configMaps, { ...settings, data: { size: 'large' } });
    await synced(source, target);
    expect(target.cluster.objects(kinds.configMaps)[0]?.['data']).toEqual({ size: 'large' });
  });
});

describe('the source', () => {
  it('is at rest when no pod can write and nothing is attached', async () => {
    const source = await aCluster();
    await runShop(source.cluster);
    const set = await shopSet(source);
    const users = async (): Promise<readonly string[]> => {
      const rest = await sourceAtRest(source.objects, set, signal());
      return rest.ok || rest.problem.kind !== 'source-in-use' ? [] : rest.problem.users;
    };
    expect(await users()).toEqual([expect.stringContaining('Pod shop/bare is Running')]);
    for (const pod of source.cluster.objects(kinds.pods)) source.cluster.server.delete(kinds.pods, pod);
    const [volume] = source.cluster.objects(kinds.persistentVolumes);
    source.cluster.add(kinds.volumeAttachments, {
      metadata: { name: 'csi-1' },
      spec: { nodeName: 'n1', source: { persistentVolumeName: volume?.metadata.name } },
    });
    expect(await users()).toEqual([expect.stringContaining('is attached to node n1')]);
  });

  it('is never called at rest when it cannot be read (D20)', async () => {
    const source = await aCluster();
    await runShop(source.cluster);
    const set = await shopSet(source);
    source.cluster.server.faults.answer({ plural: 'pods', status: 403 });
    expect(await sourceAtRest(source.objects, set, signal())).toMatchObject({
      problem: { kind: 'kubernetes-denied' },
    });
  });
});
