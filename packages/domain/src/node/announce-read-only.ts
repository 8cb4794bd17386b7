import type { EventSink } from '../kubernetes/event-sink.port.js';
import { wantedAccess } from '../volume/access.js';
import type { VolumeCapability } from '../volume/capability.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import type { NodeRecord } from './node-journal.port.js';

/** The pod that a volume is published for, as the kubelet names it. */
export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

export interface PodPublication {
  readonly volumeId: string;
  readonly capability: VolumeCapability;
  /** The pod itself asks for it. */
  readonly readOnly: boolean;
  /** Undefined where the caller does not say for whom. */
  readonly pod?: PodIdentity;
}

/**
 * Says on a pod that has not asked for it why its volume is read-only. Normal, not Warning: most such pods only read, and
 * for them everything is as it should be.
 */
export function announceReadOnly(
  events: EventSink,
  publication: PodPublication,
  { attachment }: NodeRecord,
): void {
  const { pod, readOnly } = publication;
  if (pod === undefined || readOnly || !attachment.readOnly) return;
  const about = { apiVersion: 'v1', kind: 'Pod', ...pod };
  events.say({ about, type: 'Normal', reason: 'VolumeReadOnly', message: inWords(publication) });
}

function inWords({ volumeId, capability }: PodPublication): string {
  const parsed = parseBlockHandle(volumeId);
  const volume = parsed.ok ? parsed.value : volumeId;
  const end = capability.use.kind === 'block' ? 'fails' : 'fails with "Read-only file system" (EROFS)';
  const cause = wantedAccess(capability, false).readOnly
    ? 'the access mode of its PersistentVolume is ReadOnlyMany'
    : 'csi.readOnly of its PersistentVolume is true';
  return (
    `volume ${volume} is read-only, every write to it ${end}: ${cause}; a pod that writes needs a claim with the access mode ` +
    `ReadWriteOnce (this one's claim: kubectl get pv ${volume}), a pod that only reads can say so with readOnly: true at its volume`
  );
}
