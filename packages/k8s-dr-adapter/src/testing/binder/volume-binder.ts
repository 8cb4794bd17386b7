import { randomUUID } from 'node:crypto';
import { isRecord, type KubeObject } from '../../client/kube-object.js';
import type { FakeApiServer } from '../fake-api-server.js';
import type { Json } from '../json.js';
import { persistentVolumeClaims, persistentVolumes, storageClasses } from './cluster-kinds.js';
import { fits, phaseOf, refersTo, specOf, wantsVolume } from './binder-rules.js';

export interface BinderRecord {
  /** Handles of volumes that dynamic provisioning has made: new and empty. */
  readonly provisioned: string[];
  /** Handles whose data a reclaim policy has deleted. */
  readonly deleted: string[];
}

const COMPLETED = 'pv.kubernetes.io/bind-completed';

/**
 * The PersistentVolume controller of Kubernetes (pkg/controller/volume/persistentvolume), as far as the fate of data hangs
 * on it: what is bound to what, what is Available, Released or Lost, what is provisioned and what reclaimed.
 */
export class VolumeBinder {
  private readonly server: FakeApiServer;
  private readonly record: BinderRecord;
  private due = false;
  private again = false;

  constructor(server: FakeApiServer, record: BinderRecord) {
    this.server = server;
    this.record = record;
  }

  /** Soon, once for all that has changed until then: a controller sees what happened, never what is happening. */
  wake(): void {
    this.again = true;
    if (this.due) return;
    this.due = true;
    setImmediate(() => this.run());
  }

  /** Until nothing changes any more. */
  private run(): void {
    while (this.again) {
      this.again = false;
      for (const volume of this.volumes()) this.syncVolume(volume);
      for (const claim of this.server.objects(persistentVolumeClaims)) this.syncClaim(claim);
    }
    this.due = false;
  }

  private volumes(): readonly KubeObject[] {
    return this.server.objects(persistentVolumes);
  }

  /** syncVolume: whose is it, as its claimRef says. */
  private syncVolume(volume: KubeObject): void {
    const claimRef = specOf(volume)['claimRef'];
    if (!isRecord(claimRef) || claimRef['uid'] === undefined) {
      this.setPhase(persistentVolumes, volume, 'Available');
      return;
    }
    const claim = this.server
      .objects(persistentVolumeClaims)
      .find((one) => refersTo(claimRef, one) && one.metadata.uid === claimRef['uid']);
    if (claim !== undefined) {
      if (specOf(claim)['volumeName'] === volume.metadata.name)
        this.setPhase(persistentVolumes, volume, 'Bound');
      return;
    }
    if (specOf(volume)['persistentVolumeReclaimPolicy'] === 'Delete') this.reclaim(volume);
    else this.setPhase(persistentVolumes, volume, 'Released');
  }

  private reclaim(volume: KubeObject): void {
    const { volumeHandle } = (specOf(volume)['csi'] ?? {}) as Json;
    this.record.deleted.push(String(volumeHandle));
    this.server.delete(persistentVolumes, volume);
  }

  private syncClaim(claim: KubeObject): void {
    const completed = claim.metadata.annotations?.[COMPLETED] !== undefined;
    if (completed) this.syncBoundClaim(claim);
    else this.syncUnboundClaim(claim);
  }

  /** Once bound, a claim whose volume is gone or somebody else's is Lost. */
  private syncBoundClaim(claim: KubeObject): void {
    const volume = this.volumes().find(({ metadata }) => metadata.name === specOf(claim)['volumeName']);
    const claimRef = volume && specOf(volume)['claimRef'];
    if (volume === undefined || (isRecord(claimRef) && claimRef['uid'] !== claim.metadata.uid))
      this.setPhase(persistentVolumeClaims, claim, 'Lost');
    else if (!isRecord(claimRef)) this.bind(claim, volume);
    else this.complete(claim, volume);
  }

  private syncUnboundClaim(claim: KubeObject): void {
    const { volumeName } = specOf(claim);
    const open = this.volumes().filter((volume) => wantsVolume(claim, volume));
    const named = open.find(({ metadata }) => metadata.name === volumeName);
    const reserved = open.find((volume) => isRecord(specOf(volume)['claimRef']) && fits(claim, volume));
    const free = open.find((volume) => fits(claim, volume));
    const volume = volumeName === undefined ? (reserved ?? free) : named;
    if (volume !== undefined) this.bind(claim, volume);
    else if (volumeName === undefined && this.provision(claim)) this.again = true;
    else this.setPhase(persistentVolumeClaims, claim, 'Pending');
  }

  private bind(claim: KubeObject, volume: KubeObject): void {
    const { name, namespace, uid } = claim.metadata;
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid };
    this.server.edit(persistentVolumes, { ...volume, spec: { ...specOf(volume), claimRef } });
    this.complete(claim, volume);
  }

  private complete(claim: KubeObject, volume: KubeObject): void {
    const annotations = { ...claim.metadata.annotations, [COMPLETED]: 'yes' };
    const bound = this.server.edit(persistentVolumeClaims, {
      ...claim,
      metadata: { ...claim.metadata, annotations },
      spec: { ...specOf(claim), volumeName: volume.metadata.name },
    });
    const { capacity, accessModes } = specOf(volume);
    const status = { phase: 'Bound', capacity, accessModes };
    this.server.edit(persistentVolumeClaims, { ...bound, status }, 'status');
  }

  /** An external provisioner makes an empty volume for the claim. */
  private provision(claim: KubeObject): boolean {
    const { storageClassName, resources, accessModes } = specOf(claim);
    const storageClass = this.server
      .objects(storageClasses)
      .find(({ metadata }) => metadata.name === storageClassName);
    if (storageClass === undefined) return false;
    const { name, namespace, uid } = claim.metadata;
    const volumeHandle = `csi-iscsi-vid-pvc-${uid ?? randomUUID()}`;
    this.record.provisioned.push(volumeHandle);
    const requests = isRecord(resources) ? resources['requests'] : {};
    this.server.add(persistentVolumes, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pvc-${uid ?? ''}` },
      spec: {
        storageClassName,
        accessModes,
        capacity: requests,
        persistentVolumeReclaimPolicy: storageClass['reclaimPolicy'] ?? 'Delete',
        csi: { driver: storageClass['provisioner'], volumeHandle },
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      },
    });
    return true;
  }

  private setPhase(
    resource: typeof persistentVolumes,
    object: KubeObject,
    phase: 'Available' | 'Bound' | 'Released' | 'Pending' | 'Lost',
  ): void {
    if (phaseOf(object) === phase) return;
    const status = { ...(isRecord(object['status']) ? object['status'] : {}), phase };
    this.server.edit(resource, { ...object, status }, 'status');
  }
}
