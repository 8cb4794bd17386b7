import type { CsiClient } from '../csi-client.js';
import { VolumeCapability_AccessMode_Mode } from '../generated/csi_pb.js';

const ROOT = '/var/lib/kubelet';

export interface Volume {
  readonly id: string;
  readonly context: Readonly<Record<string, string>>;
}

type PublishContext = Readonly<Record<string, string>>;

const capability = {
  accessType: { case: 'mount' as const, value: { fsType: 'ext4', mountFlags: ['_netdev'] } },
  accessMode: { mode: VolumeCapability_AccessMode_Mode.SINGLE_NODE_WRITER },
};

/** Provisioner and attacher: what the sidecars would ask of the controller, in their order. */
export class Attacher {
  readonly #controller: CsiClient;

  constructor(controller: CsiClient) {
    this.#controller = controller;
  }

  async create(name: string, sizeBytes: bigint, parameters: Record<string, string>): Promise<Volume> {
    const request = {
      name,
      capacityRange: { requiredBytes: sizeBytes },
      volumeCapabilities: [capability],
      parameters,
    };
    const { volume } = await this.#controller.controller.createVolume(request);
    if (volume === undefined) throw new Error('CreateVolume answered without a volume');
    return { id: volume.volumeId, context: volume.volumeContext };
  }

  async attach(volume: Volume, nodeId: string): Promise<PublishContext> {
    const request = {
      volumeId: volume.id,
      nodeId,
      volumeCapability: capability,
      volumeContext: volume.context,
    };
    return (await this.#controller.controller.controllerPublishVolume(request)).publishContext;
  }

  async detach(volume: Volume, nodeId: string): Promise<void> {
    await this.#controller.controller.controllerUnpublishVolume({ volumeId: volume.id, nodeId });
  }

  async delete(volume: Volume): Promise<void> {
    await this.#controller.controller.deleteVolume({ volumeId: volume.id });
  }
}

/** One kubelet: stages and publishes in its order, at its paths. */
export class Kubelet {
  readonly #node: CsiClient;
  readonly #podPath: string;
  readonly #stagingPath: string;

  constructor(node: CsiClient, pod: string) {
    this.#node = node;
    this.#podPath = `${ROOT}/pods/${pod}/volumes/kubernetes.io~csi/data/mount`;
    this.#stagingPath = `${ROOT}/plugins/kubernetes.io/csi/iscsi.csi.xsky.com/${pod}/globalmount`;
  }

  get podPath(): string {
    return this.#podPath;
  }

  async nodeId(): Promise<string> {
    return (await this.#node.node.nodeGetInfo({})).nodeId;
  }

  /** NodeStage, then NodePublish; the value is how long the stage took. Unit: ms. */
  async mount(volume: Volume, publishContext: PublishContext): Promise<number> {
    const common = {
      volumeId: volume.id,
      publishContext,
      volumeContext: volume.context,
      volumeCapability: capability,
      stagingTargetPath: this.#stagingPath,
    };
    const begun = performance.now();
    await this.#node.node.nodeStageVolume(common);
    const stageMs = Math.round(performance.now() - begun);
    await this.#node.node.nodePublishVolume({ ...common, targetPath: this.#podPath });
    return stageMs;
  }

  async unmount(volume: Volume): Promise<void> {
    await this.#node.node.nodeUnpublishVolume({ volumeId: volume.id, targetPath: this.#podPath });
    await this.#node.node.nodeUnstageVolume({ volumeId: volume.id, stagingTargetPath: this.#stagingPath });
  }
}
