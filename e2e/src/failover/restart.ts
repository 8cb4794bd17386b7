import { SHOP } from '../dr-restore/shop.js';
import type { SiteCluster } from '../dr-restore/site-cluster.js';
import { KINDS } from './application.js';
import type { World } from './world.js';

const GONE_MS = 180_000;

/** As somebody does whose pods had no disk for too long: ended, let go of by the node, and started again. */
export async function restart({ report }: World, { id, kubectl }: SiteCluster): Promise<void> {
  const sets = KINDS.map((kind) => `statefulset/${kind}`);
  await kubectl.run(['scale', ...sets, '--replicas=0', '-n', SHOP]);
  await kubectl.until('the node has let go', GONE_MS, async () =>
    (await kubectl.list('volumeattachment')).length === 0 ? true : undefined,
  );
  await kubectl.run(['scale', ...sets, '--replicas=1', '-n', SHOP]);
  report.note(`the application of cluster ${id} was started again`);
}
