import { never, unpublishVolume } from '@twinsite/domain';
import {
  clusterKinds,
  EmbeddedNode,
  type EmbeddedCluster,
  type NodeVolumes,
} from '@twinsite/k8s-dr-adapter/testing';
import { systemClock } from '@twinsite/xms-adapter';
import { expect, onTestFinished } from 'vitest';
import { nodeIdOf, shopOnArray } from './shop-on-array.js';

/** The shop on cluster a, with one node on each cluster whose pods attach through a driver of its own. */
export async function shopOnNodes() {
  const shop = await shopOnArray();
  const { world, arrays } = shop;
  const join = (cluster: EmbeddedCluster, id: string, node: string): EmbeddedNode => {
    const unpublish = unpublishVolume({ arrays, clock: systemClock });
    const volumes: NodeVolumes = {
      attach: async (handle) => (await shop.publish(id, node, handle)).ok,
      detach: async (volumeId) =>
        (await unpublish({ volumeId, nodeId: nodeIdOf(node), credentials: undefined }, never)).ok,
    };
    const drivers = [{ name: 'iscsi.csi.xsky.com', nodeID: nodeIdOf(node) }];
    cluster.add(clusterKinds.csiDrivers, { metadata: { name: 'iscsi.csi.xsky.com' } });
    return EmbeddedNode.join(cluster, { name: node, drivers, volumes });
  };
  const nodes = { a: join(world.a, 'a', 'node-1'), b: join(world.b, 'b', 'node-2') };
  onTestFinished(async () => {
    await Promise.all([nodes.a.halt(), nodes.b.halt()]);
  });
  expect(await world.drctl(['own', 'shop'])).toMatchObject({ code: 0 });
  await expect.poll(() => readyOn(world.a)).toBe(6);
  return { ...shop, nodes };
}

/** Pods that are ready. */
export const readyOn = (cluster: EmbeddedCluster): number =>
  cluster.objects(clusterKinds.pods).filter(({ status }) => {
    const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string }[] };
    return conditions.some(({ type, status: word }) => type === 'Ready' && word === 'True');
  }).length;

export const FAST = ['--yes', '--settle', '1', '--wait', '20'];

type Shop = Awaited<ReturnType<typeof shopOnNodes>>;

/** Site A is lost as an operator sees it: its API server is silent, its controllers and its kubelet stand still. */
export async function cutA({ world, nodes }: Shop): Promise<void> {
  world.a.server.cut();
  await nodes.a.halt();
}
