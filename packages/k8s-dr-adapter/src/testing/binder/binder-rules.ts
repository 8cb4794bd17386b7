import { parseQuantity } from '@twinsite/domain';
import { isRecord, type KubeObject } from '../../client/kube-object.js';
import type { Json } from '../json.js';

const member = (object: Json, name: string): Json => {
  const value = object[name];
  return isRecord(value) ? value : {};
};

export const specOf = (object: KubeObject): Json => member(object, 'spec');
export const phaseOf = (object: KubeObject): unknown => member(object, 'status')['phase'];

/** By namespace and name. */
export const refersTo = (claimRef: Json, { metadata }: KubeObject): boolean =>
  claimRef['name'] === metadata.name && claimRef['namespace'] === metadata.namespace;

/** Nobody's, or kept for this claim: of no uid, or of its own. */
export function wantsVolume(claim: KubeObject, volume: KubeObject): boolean {
  const { claimRef } = specOf(volume);
  if (!isRecord(claimRef)) return true;
  return refersTo(claimRef, claim) && [undefined, claim.metadata.uid].includes(claimRef['uid'] as string);
}

/** Class, size, modes: as a claim that names no volume finds one. */
export function fits(claim: KubeObject, volume: KubeObject): boolean {
  const [wanted, has] = [specOf(claim), specOf(volume)];
  const asked = storage(member(member(wanted, 'resources'), 'requests'));
  const room = storage(member(has, 'capacity'));
  const modes = (object: Json): readonly unknown[] =>
    Array.isArray(object['accessModes']) ? object['accessModes'] : [];
  return (
    wanted['storageClassName'] === has['storageClassName'] &&
    room >= asked &&
    modes(wanted).every((mode) => modes(has).includes(mode))
  );
}

const storage = (quantities: Json): bigint => parseQuantity((quantities['storage'] ?? '0') as string) ?? 0n;
