import { ApiFault } from '../api-fault.js';
import { isRecord, type KubeObject } from '../../client/kube-object.js';
import { sameJson, type Json } from '../json.js';

type Frozen = (object: KubeObject) => Json;

const specOf = (object: KubeObject): Json => (isRecord(object['spec']) ? object['spec'] : {});
const omit = (object: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** What each kind lets nobody change after it was made (ValidatePersistentVolumeUpdate and its like). */
const FROZEN: Readonly<Record<string, Frozen>> = {
  persistentvolumes: (volume) => ({ csi: specOf(volume)['csi'], nfs: specOf(volume)['nfs'] }),
  persistentvolumeclaims: (claim) => omit(specOf(claim), ['resources', 'volumeAttributesClassName']),
  storageclasses: ({ provisioner, parameters, reclaimPolicy, volumeBindingMode }: Json) => ({
    provisioner,
    parameters,
    reclaimPolicy,
    volumeBindingMode,
  }),
};

export function refuseFrozen(plural: string, before: KubeObject, after: KubeObject): void {
  const frozen = FROZEN[plural];
  if (frozen === undefined) return;
  const [old, next] = [frozen(before), frozen(after)];
  // A claim may be given its volume once.
  const given = old['volumeName'] === undefined ? { ...old, volumeName: next['volumeName'] } : old;
  if (!sameJson(plural === 'persistentvolumeclaims' ? given : old, next))
    throw new ApiFault(
      422,
      `${plural} "${before.metadata.name}" is invalid: spec: Forbidden: is immutable after creation`,
    );
}
