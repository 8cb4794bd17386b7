import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CsiClient } from '../csi-client.js';
import type { VolumeContentSourceSchema } from '../generated/csi_pb.js';
import { capabilityOf, capabilityOfVolume, type Claim, type PublishContext, type Volume } from './claim.js';

/** A snapshot as its VolumeSnapshotContent keeps it. */
export interface Snapshot {
  readonly id: string;
  readonly sizeBytes: bigint;
  readonly ready: boolean;
}

export interface VolumeWish {
  readonly claim?: Claim;
  /** The data the volume begins with. */
  readonly from?: { readonly snapshot: Snapshot } | { readonly volume: Volume };
}

/** Provisioner, attacher, resizer and snapshotter: what the sidecars would ask of the controller, in their order. */
export class Attacher {
  readonly #calls: CsiClient['controller'];

  constructor({ controller }: CsiClient) {
    this.#calls = controller;
  }

  async create(
    name: string,
    sizeBytes: bigint,
    parameters: Record<string, string>,
    { claim = {}, from }: VolumeWish = {},
  ): Promise<Volume> {
    const { volume } = await this.#calls.createVolume({
      name,
      capacityRange: { requiredBytes: sizeBytes },
      volumeCapabilities: [capabilityOf(claim)],
      parameters,
      ...(from === undefined ? {} : { volumeContentSource: sourceOf(from) }),
    });
    if (volume === undefined) throw new Error('CreateVolume answered without a volume');
    return { id: volume.volumeId, context: volume.volumeContext, claim };
  }

  async attach(volume: Volume, nodeId: string, readonly = false): Promise<PublishContext> {
    const request = {
      volumeId: volume.id,
      nodeId,
      readonly,
      volumeCapability: capabilityOfVolume(volume),
      volumeContext: { ...volume.context },
    };
    return (await this.#calls.controllerPublishVolume(request)).publishContext;
  }

  async detach(volume: Volume, nodeId: string): Promise<void> {
    await this.#calls.controllerUnpublishVolume({ volumeId: volume.id, nodeId });
  }

  /** The controller's half of an expansion; the value is the size that the node's half has to show. Unit: bytes. */
  async expand(volume: Volume, requiredBytes: bigint): Promise<bigint> {
    const request = {
      volumeId: volume.id,
      capacityRange: { requiredBytes },
      volumeCapability: capabilityOfVolume(volume),
    };
    const { capacityBytes, nodeExpansionRequired } = await this.#calls.controllerExpandVolume(request);
    if (!nodeExpansionRequired) throw new Error('a multipath map always has to be resized by the node');
    return capacityBytes;
  }

  async snapshot(
    name: string,
    sourceVolumeId: string,
    parameters: Record<string, string> = {},
  ): Promise<Snapshot> {
    const { snapshot } = await this.#calls.createSnapshot({ name, sourceVolumeId, parameters });
    if (snapshot === undefined) throw new Error('CreateSnapshot answered without a snapshot');
    return { id: snapshot.snapshotId, sizeBytes: snapshot.sizeBytes, ready: snapshot.readyToUse };
  }

  async deleteSnapshot(snapshot: Snapshot): Promise<void> {
    await this.#calls.deleteSnapshot({ snapshotId: snapshot.id });
  }

  async delete(volume: Volume): Promise<void> {
    await this.#calls.deleteVolume({ volumeId: volume.id });
  }
}

function sourceOf(from: NonNullable<VolumeWish['from']>): MessageInitShape<typeof VolumeContentSourceSchema> {
  return 'snapshot' in from
    ? { type: { case: 'snapshot', value: { snapshotId: from.snapshot.id } } }
    : { type: { case: 'volume', value: { volumeId: from.volume.id } } };
}
