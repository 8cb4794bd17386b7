import { isRecord, type KubeObject } from '../../client/kube-object.js';
import {
  csiNodes,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  volumeAttachments,
} from '../binder/cluster-kinds.js';
import type { EmbeddedCluster } from '../binder/embedded-cluster.js';
import type { Json } from '../json.js';
import type { NodeVolumes } from './node-volumes.js';
import { countReady, scalePods } from './wanted-pods.js';

const RETRY_MS = 50;
const specOf = (object: KubeObject): Json => (isRecord(object['spec']) ? object['spec'] : {});

export interface NodeOrder {
  readonly name: string;
  /** As CSINode lists them. */
  readonly drivers: readonly { readonly name: string; readonly nodeID: string }[];
  readonly volumes: NodeVolumes;
}

/**
 * The controllers of workloads, the attach-detach controller and the kubelet of a cluster with one node, as far as the fate of
 * volumes hangs on them. Its site's loss stops it where it is.
 */
export class EmbeddedNode {
  private readonly cluster: EmbeddedCluster;
  private readonly order: NodeOrder;
  private halted = false;
  private again = false;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  private constructor(cluster: EmbeddedCluster, order: NodeOrder) {
    this.cluster = cluster;
    this.order = order;
  }

  static join(cluster: EmbeddedCluster, order: NodeOrder): EmbeddedNode {
    const node = new EmbeddedNode(cluster, order);
    cluster.add(csiNodes, { metadata: { name: order.name }, spec: { drivers: order.drivers } });
    cluster.server.onChange(() => node.wake());
    node.wake();
    return node;
  }

  /** The site is dark: nothing is done until `revive`. */
  async halt(): Promise<void> {
    this.halted = true;
    clearTimeout(this.timer);
    await this.running;
  }

  revive(): void {
    this.halted = false;
    this.wake();
  }

  private wake(): void {
    this.again = true;
    if (!this.halted) this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // Changes of one moment are seen together.
    await new Promise((done) => setImmediate(done));
    while (this.again && !this.halted) {
      this.again = false;
      if (!(await this.pass())) this.retryLater();
    }
    this.running = undefined;
  }

  private retryLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), RETRY_MS);
  }

  /** Answers whether all is as it should be. */
  private async pass(): Promise<boolean> {
    scalePods(this.cluster);
    const placed = this.cluster.objects(pods).filter((pod) => specOf(pod)['schedulingGates'] === undefined);
    const wanted = new Set(placed.flatMap((pod) => this.volumesOf(pod) ?? []));
    const [detached, attached] = [await this.detachAllBut(wanted), await this.attachAll(wanted)];
    for (const pod of placed) this.show(pod);
    countReady(this.cluster, isReady);
    return detached && attached && placed.every((pod) => this.volumesOf(pod) !== undefined);
  }

  private async attachAll(wanted: ReadonlySet<string>): Promise<boolean> {
    const done = await Promise.all([...wanted].map((volume) => this.attach(volume)));
    return !done.includes(false);
  }

  private async attach(volume: string): Promise<boolean> {
    if (this.attachmentOf(volume)?.['status'] !== undefined) return true;
    const metadata = { name: `csi-${volume}-${this.order.name}` };
    const source = { persistentVolumeName: volume };
    const spec = { attacher: this.driverOf(volume), nodeName: this.order.name, source };
    if (this.attachmentOf(volume) === undefined) this.cluster.add(volumeAttachments, { metadata, spec });
    const done = await this.order.volumes.attach(this.handleOf(volume));
    const attachment = this.attachmentOf(volume);
    if (done && attachment !== undefined && !this.halted)
      this.cluster.server.edit(volumeAttachments, { ...attachment, status: { attached: true } }, 'status');
    return done;
  }

  private async detachAllBut(wanted: ReadonlySet<string>): Promise<boolean> {
    const attachments = this.cluster.objects(volumeAttachments);
    const done = await Promise.all(attachments.map((one) => this.detachUnless(wanted, one)));
    return !done.includes(false);
  }

  private async detachUnless(wanted: ReadonlySet<string>, attachment: KubeObject): Promise<boolean> {
    const { source } = specOf(attachment) as { source: { persistentVolumeName: string } };
    if (wanted.has(source.persistentVolumeName)) return true;
    const done = await this.order.volumes.detach(this.handleOf(source.persistentVolumeName));
    if (done && !this.halted) this.cluster.server.delete(volumeAttachments, attachment);
    return done;
  }

  /** The volumes of a pod's claims; undefined while one of them is not bound. */
  private volumesOf(pod: KubeObject): readonly string[] | undefined {
    const { volumes } = specOf(pod);
    const names = (Array.isArray(volumes) ? (volumes as Json[]) : []).flatMap(
      ({ persistentVolumeClaim: claim }) => (isRecord(claim) ? [String(claim['claimName'])] : []),
    );
    const claims = names.map((name) =>
      this.cluster
        .objects(persistentVolumeClaims)
        .find(({ metadata }) => metadata.name === name && metadata.namespace === pod.metadata.namespace),
    );
    const bound = claims.map((claim) =>
      isRecord(claim?.['status']) && claim['status']['phase'] === 'Bound'
        ? specOf(claim)['volumeName']
        : undefined,
    );
    return bound.includes(undefined) ? undefined : bound.map(String);
  }

  private show(pod: KubeObject): void {
    const volumes = this.volumesOf(pod);
    const runs = volumes?.every((volume) => this.attachmentOf(volume)?.['status'] !== undefined) === true;
    if (isReady(pod) === runs || this.halted) return;
    const status = {
      phase: runs ? 'Running' : 'Pending',
      conditions: [{ type: 'Ready', status: runs ? 'True' : 'False' }],
    };
    const spec = { ...specOf(pod), nodeName: this.order.name };
    this.cluster.server.edit(pods, { ...pod, spec });
    this.cluster.server.edit(pods, { ...pod, spec, status }, 'status');
  }

  private attachmentOf(volume: string): KubeObject | undefined {
    return this.cluster.objects(volumeAttachments).find((one) => {
      const { source } = specOf(one);
      return isRecord(source) && source['persistentVolumeName'] === volume;
    });
  }

  private csiOf(volume: string): Json {
    const found = this.cluster.objects(persistentVolumes).find(({ metadata }) => metadata.name === volume);
    const csi = found && specOf(found)['csi'];
    return isRecord(csi) ? csi : {};
  }

  private handleOf(volume: string): string {
    return String(this.csiOf(volume)['volumeHandle']);
  }

  private driverOf(volume: string): string {
    return String(this.csiOf(volume)['driver']);
  }
}

const isReady = (pod: KubeObject): boolean => {
  const conditions = isRecord(pod['status']) ? pod['status']['conditions'] : undefined;
  return (
    Array.isArray(conditions) &&
    conditions.some((one: Json) => one['type'] === 'Ready' && one['status'] === 'True')
  );
};
