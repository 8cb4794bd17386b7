import { never, type Attachment } from '@twinsite/domain';
import type { MemoryGateway } from '@twinsite/linux-host/testing';
import { expect } from 'vitest';
import { valueOf } from './outcome.js';
import { reconciledNode, type ReconciledNode } from './reconciled-node.js';
import { ToldCluster } from './told-cluster.js';
import { twoSites, type TwoSites } from './two-sites.js';

export const VOLUME = 'csi-iscsi-vid-one';

export interface World {
  readonly sites: TwoSites;
  readonly cluster: ToldCluster;
  readonly node: ReconciledNode;
}

/** A volume that is staged through both gateways. */
export async function staged(): Promise<World> {
  const sites = twoSites();
  const cluster = new ToldCluster();
  const node = reconciledNode(sites, 'node-1', cluster);
  cluster.shows([
    [sites.a, 'Active'],
    [sites.b, 'Active'],
  ]);
  expect(await node.driver.stage(VOLUME, sites.attachment)).toBe(true);
  return { sites, cluster, node };
}

/** Another gateway with the same volume. */
export function comes({ sites }: World, number: number): MemoryGateway {
  const gateway = sites.fabric.add(`10.0.3.${number}:3260`, `iqn.2018-12.sds:gw-${number}`);
  for (const [lun, disk] of sites.a.luns) gateway.luns.set(lun, disk);
  return gateway;
}

export const portals = ({ node }: World): readonly string[] =>
  node.host.pathStates().map(({ portal }) => portal);
export const sessions = ({ node }: World): readonly string[] =>
  [...node.host.iscsid.sessions.values()].map(({ place }) => place.address);

export async function recorded({ node }: World, volume = VOLUME) {
  const record = valueOf(await node.driver.ports.journal.load(volume, never));
  if (record === undefined) throw new Error('there is no record');
  const addresses = (list: Attachment['portals']) => list.map(({ portal }) => portal.address);
  return { portals: addresses(record.attachment.portals), leaving: addresses(record.leaving ?? []) };
}

export async function leavesNothing({ node }: World, ...volumes: readonly string[]): Promise<void> {
  for (const volume of volumes) expect(await node.driver.unstage(volume)).toBe(true);
  expect(node.host.leftovers()).toEqual([]);
}
