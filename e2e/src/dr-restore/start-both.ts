import { dirname } from 'node:path';
import { sayOnStderr as say, timed, type Lab } from '@twinsite/lab';
import type { Kubectl } from '../cluster/kubectl.js';
import { preparePrograms } from '../programs/programs.js';
import { manifest } from '../story/manifests.js';
import { nodeImages } from '../world/node-images.js';
import { startSiteCluster, type SiteCluster } from './site-cluster.js';

export interface Both {
  readonly a: SiteCluster;
  readonly b: SiteCluster;
}

export interface BothOrder {
  readonly lab: Lab;
  /** Of the array's account. */
  readonly password: string;
  /** Makes the application on cluster a; resolves when its claims are bound. */
  readonly application: (kubectl: Kubectl) => Promise<void>;
}

/** Cluster b is made while the application's claims are bound on a. */
export async function startBoth(order: BothOrder, signal: AbortSignal): Promise<Both> {
  const { lab, password } = order;
  const programs = await preparePrograms(say, signal);
  const images = await nodeImages(lab, programs, signal);
  const start = (id: SiteCluster['id']): Promise<SiteCluster> =>
    startSiteCluster({ lab, programs, images, id, password }, signal);
  const source = async (): Promise<SiteCluster> => {
    const cluster = await start('a');
    await prepareSource(order, cluster);
    return cluster;
  };
  const [a, b] = await Promise.all([source(), start('b')]);
  return { a, b };
}

/** The article's Secret, AccessPath and class, the NFS class, and the application, whose pods start meanwhile. */
async function prepareSource(
  { lab, password, application }: BothOrder,
  { kubectl }: SiteCluster,
): Promise<void> {
  const home = dirname(dirname(lab.program));
  await kubectl.apply(await manifest(home, 'secret', { PASSWORD: password }));
  for (const name of ['access-path', 'storage-class', 'nfs-node-class'] as const)
    await kubectl.apply(await manifest(home, name));
  await timed(say, 'the claims are bound on cluster a', () => application(kubectl));
}
