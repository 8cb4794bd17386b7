import { ApiTransport, defaultKubeTimings, KubeClient, KubeObjects } from '@twinsite/k8s-dr-adapter';
import { clusterKinds as kinds, fixedAccess, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import { systemClock } from '@twinsite/xms-adapter';
import { gateProbe, never, type ClusterObjects } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { cutA, FAST, readyOn, shopOnNodes } from './shop-on-nodes.js';

const open: ApiTransport[] = [];
afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close();
});

/** As anybody with kubectl. */
function someone({ server }: EmbeddedCluster): ClusterObjects {
  const transport = new ApiTransport(fixedAccess(server.url), defaultKubeTimings);
  open.push(transport);
  return new KubeObjects({
    client: new KubeClient(transport),
    clock: systemClock,
    random: Math.random,
  });
}

/** What the API server says to a pod that mounts a claim of the shop; empty: it is taken. */
async function startsThere(cluster: EmbeddedCluster): Promise<string> {
  const pod = gateProbe({ namespace: 'shop', name: claimOf(cluster) });
  const how = { manager: 'somebody', force: false, dryRun: true };
  const tried = await someone(cluster).apply({ ...kinds.pods, verbs: ['patch'] }, pod, how, never);
  if (tried.ok) return '';
  return tried.problem.kind === 'kubernetes-refused' ? tried.problem.detail : tried.problem.kind;
}

function claimOf(cluster: EmbeddedCluster): string {
  const [claim] = cluster.objects(kinds.persistentVolumeClaims);
  if (claim === undefined) throw new Error('the shop has claims');
  return claim.metadata.name;
}

const SHUT: unknown = expect.stringContaining('group shop is not active on cluster');

describe('the gate', () => {
  it('keeps the group from being started by others where it does not run, on its way there and back', async () => {
    const { world } = await shopOnNodes();
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    expect([await startsThere(world.a), await startsThere(world.b)]).toEqual(['', SHUT]);
    expect(await world.drctl(['relocate', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect([await startsThere(world.a), await startsThere(world.b)]).toEqual([SHUT, '']);
    expect(await world.drctl(['failback', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect([await startsThere(world.a), await startsThere(world.b)]).toEqual(['', SHUT]);
    await expect.poll(() => [readyOn(world.a), readyOn(world.b)]).toEqual([6, 0]);
  });

  it('opens where the group was failed over to, and shuts on the old primary when it is made the standby', async () => {
    const shop = await shopOnNodes();
    const { world, nodes } = shop;
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    await cutA(shop);
    expect(await world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect(await startsThere(world.b)).toBe('');
    world.a.server.heal();
    nodes.a.revive();
    expect(await world.drctl(['reprotect', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect([await startsThere(world.a), await startsThere(world.b)]).toEqual([SHUT, '']);
  });

  it('is open again on the source when a planned move is taken back', async () => {
    const shop = await shopOnNodes();
    const { world, nodes } = shop;
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    await nodes.a.halt();
    const moved = await world.drctl(['relocate', 'shop', ...FAST, '--wait', '2']);
    expect([moved.code, moved.err]).toMatchObject([1, expect.stringContaining('was taken back')]);
    expect([await startsThere(world.a), await startsThere(world.b)]).toEqual(['', SHUT]);
    nodes.a.revive();
    await expect.poll(() => readyOn(world.a)).toBe(6);
  });

  it('is not made by a start on a cluster that has none: a restore that is repeated writes nothing', async () => {
    const { world } = await shopOnNodes();
    expect(await world.drctl(['relocate', 'shop', ...FAST])).toMatchObject({ code: 0 });
    expect(world.b.objects(kinds.admissionPolicyBindings)).toEqual([]);
    const before = world.b.server.requests.length;
    expect(await world.drctl(['restore', 'shop', '--start'])).toMatchObject({ code: 0 });
    const methods = world.b.server.requests.slice(before).map(({ method }) => method);
    expect(new Set(methods)).toEqual(new Set(['GET']));
  });

  it('is removed when the group is released from protection', async () => {
    const { world } = await shopOnNodes();
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    expect(world.a.objects(kinds.admissionPolicyBindings)).toHaveLength(1);
    expect(await world.drctl(['unprotect', 'shop'])).toMatchObject({ code: 0 });
    expect(world.a.objects(kinds.admissionPolicyBindings)).toEqual([]);
    expect(await world.drctl(['unprotect', 'shop'])).toMatchObject({ code: 0 });
  });

  it('is nothing that the group carries with it, and nothing that a second pass writes', async () => {
    const { world } = await shopOnNodes();
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    const versions = (): readonly unknown[] =>
      [world.a, world.b].flatMap((cluster) =>
        [kinds.admissionPolicies, kinds.admissionPolicyBindings, kinds.configMaps, kinds.namespaces].flatMap(
          (kind) => cluster.objects(kind).map(({ metadata }) => [metadata.name, metadata.resourceVersion]),
        ),
      );
    const before = versions();
    expect(before.length).toBeGreaterThan(8);
    const again = await world.drctl(['sync', 'shop', '--warm']);
    expect([again.code, again.err]).toMatchObject([0, expect.stringContaining('has this state already')]);
    expect(versions()).toEqual(before);
  });
});
