import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attacher, Kubelet } from '@twinsite/csi-adapter/testing';
import { clusterKinds, EmbeddedCluster, EmbeddedNode } from '@twinsite/k8s-dr-adapter/testing';
import { until } from '../story/until.js';
import { TwoSiteWorld } from '../world/two-site-world.js';
import { arrayEntry } from './array-entry.js';
import { openBank, startBank } from './bank.js';
import { lostOf, readLedger, type Acknowledged } from './ledger.js';
import { Operator } from './operator.js';
import { SiteNode, volumeOf } from './site-node.js';
import { doubleWrites, type Reign, type SiteName } from './write-check.js';

const SIZE = 64n * 1024n * 1024n;
const CLASS = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };
/** Longer than the gateways of the simulator keep a lease: after it, what is stranded in one never executes. */
const FENCE = { removalDrains: true, waitMs: 4000 };

export interface Site {
  readonly cluster: EmbeddedCluster;
  readonly node: EmbeddedNode;
  readonly volumes: SiteNode;
}

/** Two clusters with a node each, on two sites of one array; the bank runs at site a, protected and owned. */
export class RecoveryWorld {
  readonly array: TwoSiteWorld;
  readonly operator: Operator;
  readonly sites: Readonly<Record<SiteName, Site>>;
  readonly handles: readonly string[];
  readonly truth = new Map<string, Acknowledged>();
  readonly reigns: Reign[] = [];
  private readonly directory: string;

  private constructor(
    parts: Pick<RecoveryWorld, 'array' | 'operator' | 'sites' | 'handles' | 'truth'>,
    directory: string,
  ) {
    this.array = parts.array;
    this.operator = parts.operator;
    this.sites = parts.sites;
    this.handles = parts.handles;
    this.truth = parts.truth;
    this.directory = directory;
  }

  static async start(volumes: number, say: (line: string) => void): Promise<RecoveryWorld> {
    const array = await TwoSiteWorld.start();
    const directory = await mkdtemp(join(tmpdir(), 'twinsite-recovery-'));
    const truth = new Map<string, Acknowledged>();
    const clusters = { a: await EmbeddedCluster.start(), b: await EmbeddedCluster.start() };
    const sites = {
      a: await joinSite(array, { site: 'a', cluster: clusters.a, truth }),
      b: await joinSite(array, { site: 'b', cluster: clusters.b, truth }),
    };
    const handles = await openBank(clusters.a, volumes);
    const { attacher } = sites.a;
    for (const handle of handles) await attacher.create(handle.slice('csi-iscsi-vid-'.length), SIZE, CLASS);
    startBank(clusters.a, volumes);
    const servers = { a: clusters.a.server.url, b: clusters.b.server.url };
    const operator = await Operator.at(
      { directory, servers, array: await arrayEntry(array.simulator, { directory, fence: FENCE }) },
      say,
    );
    const world = new RecoveryWorld({ array, operator, sites, handles, truth }, directory);
    world.reigns.push({ site: 'a', since: 0 });
    return world;
  }

  /** Pods that are ready on a cluster. */
  ready(site: SiteName): number {
    return this.sites[site].cluster.objects(clusterKinds.pods).filter(({ status }) => {
      const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string }[] };
      return conditions.some(({ type, status: word }) => type === 'Ready' && word === 'True');
    }).length;
  }

  /** Records acknowledged so far, over all volumes. */
  get records(): number {
    return [...this.truth.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** A whole site goes dark without a word: gateway, managers, API server, kubelet, and the node with its pods. */
  async cutSite(site: SiteName): Promise<void> {
    const { cluster, node } = this.sites[site];
    await this.array.simulator.cut(`site-${site}`);
    cluster.server.cut();
    await node.halt();
  }

  /** All of it comes back as it was left: kernels still hold what they had not written. */
  async reviveSite(site: SiteName): Promise<void> {
    const { cluster, node } = this.sites[site];
    await this.array.simulator.heal(`site-${site}`);
    cluster.server.heal();
    node.revive();
  }

  /** Scaled down in good order: nothing runs afterwards. */
  async stopBank(site: SiteName): Promise<void> {
    const { cluster } = this.sites[site];
    const [bank] = cluster.objects(clusterKinds.statefulSets);
    if (bank === undefined) throw new Error(`there is no bank at site ${site}`);
    const spec = { ...(bank['spec'] as Record<string, unknown>), replicas: 0 };
    cluster.server.edit(clusterKinds.statefulSets, { ...bank, spec });
    await until(
      'the bank lets go',
      () => cluster.objects(clusterKinds.volumeAttachments).length === 0,
      30_000,
    );
  }

  doubleWrites(): number {
    return doubleWrites(this.array, this.reigns, (iqn) => (iqn.endsWith('-a') ? 'a' : 'b'));
  }

  /** Acknowledged records that a node which never had the volumes does not read. Nothing may run any more. */
  async lost(site: SiteName): Promise<number> {
    const name = `reader-${site}`;
    const controller = await this.array.startController(`controller-${name}`, clusterOf(this.array, site));
    const reader = await this.array.startNode(name);
    let lost = 0;
    for (const handle of this.handles) {
      const kubelet = new Kubelet(reader.client, handle);
      const attacher = new Attacher(controller.client);
      const context = await attacher.attach(volumeOf(handle), await kubelet.nodeId());
      await kubelet.mount(volumeOf(handle), context);
      const lines = await readLedger(this.array.host(name).mountedFile(`${kubelet.podPath}/ledger`));
      lost += lostOf(lines, this.truth.get(handle)?.count ?? 0);
      await kubelet.unmount(volumeOf(handle));
      await attacher.detach(volumeOf(handle), await kubelet.nodeId());
    }
    return lost;
  }

  async stop(): Promise<void> {
    for (const { node, volumes, cluster } of Object.values(this.sites)) {
      await node.halt();
      await volumes.powerOff();
      await cluster.stop();
    }
    await this.array.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

const clusterOf = (array: TwoSiteWorld, site: SiteName) => ({
  clusterId: site,
  arrays: array.config(site).arrays.map((one) => ({ ...one, fence: FENCE })),
});

interface Joining {
  readonly site: SiteName;
  readonly cluster: EmbeddedCluster;
  readonly truth: Map<string, Acknowledged>;
}

async function joinSite(array: TwoSiteWorld, { site, cluster, truth }: Joining) {
  const name = `node-${site}`;
  array.place(name, site);
  const controller = await array.startController(`controller-${site}`, clusterOf(array, site));
  const driver = await array.startNode(name);
  const volumes = new SiteNode({ world: array, name, controller, node: driver, truth });
  const nodeID = await new Kubelet(driver.client, 'nobody').nodeId();
  const drivers = [{ name: 'iscsi.csi.xsky.com', nodeID }];
  const node = EmbeddedNode.join(cluster, { name, drivers, volumes });
  return { cluster, node, volumes, attacher: new Attacher(controller.client) };
}
