import type { CsiClient } from '../csi-client.js';
import { capabilityOfVolume, type PublishContext, type Volume } from './claim.js';

const ROOT = '/var/lib/kubelet';
const DEVICES = `${ROOT}/plugins/kubernetes.io/csi/volumeDevices`;

export interface PodMount {
  /** Another pod with the same volume on this node; the pod of the constructor when left out. */
  readonly pod?: string;
  readonly readOnly?: boolean;
}

/** One kubelet: stages and publishes in its order, at its paths. */
export class Kubelet {
  readonly #calls: CsiClient['node'];
  readonly #pod: string;

  constructor({ node }: CsiClient, pod: string) {
    this.#calls = node;
    this.#pod = pod;
  }

  /** Where the pod sees a file system. */
  get podPath(): string {
    return this.targetPath({ id: '', context: {} });
  }

  /** Where a pod sees the volume: a directory, or of a raw volume a device. */
  targetPath({ claim }: Volume, pod = this.#pod): string {
    return claim?.raw === true
      ? `${DEVICES}/publish/data/${pod}`
      : `${ROOT}/pods/${pod}/volumes/kubernetes.io~csi/data/mount`;
  }

  stagingPath({ claim }: Volume): string {
    return claim?.raw === true
      ? `${DEVICES}/staging/${this.#pod}`
      : `${ROOT}/plugins/kubernetes.io/csi/iscsi.csi.xsky.com/${this.#pod}/globalmount`;
  }

  async nodeId(): Promise<string> {
    return (await this.#calls.nodeGetInfo({})).nodeId;
  }

  /** NodeStage, then NodePublish; the value is how long the stage took. Unit: ms. */
  async mount(volume: Volume, publishContext: PublishContext): Promise<number> {
    const begun = performance.now();
    await this.stage(volume, publishContext);
    const stageMs = Math.round(performance.now() - begun);
    await this.publish(volume, publishContext);
    return stageMs;
  }

  async unmount(volume: Volume): Promise<void> {
    await this.unpublish(volume);
    await this.unstage(volume);
  }

  async stage(volume: Volume, publishContext: PublishContext): Promise<void> {
    await this.#calls.nodeStageVolume(this.#staging(volume, publishContext));
  }

  async publish(
    volume: Volume,
    publishContext: PublishContext,
    { pod, readOnly }: PodMount = {},
  ): Promise<void> {
    await this.#calls.nodePublishVolume({
      ...this.#staging(volume, publishContext),
      targetPath: this.targetPath(volume, pod),
      readonly: readOnly ?? false,
    });
  }

  async unpublish(volume: Volume, { pod }: PodMount = {}): Promise<void> {
    const request = { volumeId: volume.id, targetPath: this.targetPath(volume, pod) };
    await this.#calls.nodeUnpublishVolume(request);
  }

  async unstage(volume: Volume): Promise<void> {
    await this.#calls.nodeUnstageVolume({ volumeId: volume.id, stagingTargetPath: this.stagingPath(volume) });
  }

  /** The node's half of an expansion; the value is the size the pod has now. Unit: bytes. */
  async expand(volume: Volume, requiredBytes: bigint): Promise<bigint> {
    const request = {
      volumeId: volume.id,
      volumePath: this.targetPath(volume),
      stagingTargetPath: this.stagingPath(volume),
      capacityRange: { requiredBytes },
      volumeCapability: capabilityOfVolume(volume),
    };
    return (await this.#calls.nodeExpandVolume(request)).capacityBytes;
  }

  #staging(volume: Volume, publishContext: PublishContext) {
    return {
      volumeId: volume.id,
      publishContext: { ...publishContext },
      volumeContext: { ...volume.context },
      volumeCapability: capabilityOfVolume(volume),
      stagingTargetPath: this.stagingPath(volume),
    };
  }
}
