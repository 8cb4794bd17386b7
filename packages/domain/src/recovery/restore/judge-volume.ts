import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { sameJson } from '../objects/same-json.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, textOf, type Members } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';

export interface VolumeOnTarget {
  readonly live: ClusterObject | undefined;
  /** All volumes of the cluster. */
  readonly volumes: readonly ClusterObject[];
  /** Uid of the claim that the volume is kept for, if that claim is there. */
  readonly claimUid: string | undefined;
}

/** `released`: kept for a claim of before (its uid), and nobody's until that is taken away. */
export type VolumeStanding = 'absent' | 'fits' | 'released';

/** A volume of the array is stood for by one PersistentVolume, which stands for that volume alone, for one claim. */
export function judgeVolume(
  wanted: ClusterObject,
  { live, volumes, claimUid }: VolumeOnTarget,
): Result<VolumeStanding, Problem> {
  const object = formatRef(refOf(wanted));
  const double = volumes.find(
    (other) => other.metadata.name !== wanted.metadata.name && isSame(other, wanted),
  );
  if (double !== undefined)
    return failed({
      kind: 'volume-doubled',
      object,
      holder: formatRef(refOf(double)),
      handle: handleOf(wanted),
    });
  if (live === undefined) return ok('absent');
  const field = differingSource(wanted, live);
  if (field !== undefined) return failed({ kind: 'source-differs', object, field });
  const [kept, holder] = [claimRefOf(wanted), claimRefOf(live)];
  if (holder['name'] === undefined) return ok('fits');
  const place = ({ namespace, name }: Members): string => `${String(namespace)}/${String(name)}`;
  if (place(holder) !== place(kept))
    return failed({ kind: 'volume-claimed', object, claim: place(holder), wanted: place(kept) });
  const uid = textOf(holder, 'uid');
  return ok(uid === undefined || uid === claimUid ? 'fits' : 'released');
}

const specOf = (object: ClusterObject): Members => membersOf(object, 'spec');
const csiOf = (volume: ClusterObject): Members => membersOf(specOf(volume), 'csi');

export const claimRefOf = (volume: ClusterObject): Members => membersOf(specOf(volume), 'claimRef');
export const handleOf = (volume: ClusterObject): string => textOf(csiOf(volume), 'volumeHandle') ?? '';

const isSame = (one: ClusterObject, other: ClusterObject): boolean =>
  handleOf(one) !== '' &&
  handleOf(one) === handleOf(other) &&
  textOf(csiOf(one), 'driver') === textOf(csiOf(other), 'driver');

/** Members of a PersistentVolume's spec that say what it is for whom, and not where it is. */
const NOT_SOURCE = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** The source is compared to the last byte (hazard D1): it cannot be changed, so another one is another volume. */
function differingSource(wanted: ClusterObject, live: ClusterObject): string | undefined {
  const [ours, theirs] = [specOf(wanted), specOf(live)];
  const sources = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (name) => !NOT_SOURCE.has(name),
  );
  const other = sources.find((name) => !sameJson(ours[name], theirs[name]));
  if (other === undefined) return undefined;
  const [one, two] = [membersOf(ours, other), membersOf(theirs, other)];
  const member = Object.keys({ ...one, ...two }).find((name) => !sameJson(one[name], two[name]));
  return ['spec', other, member].filter((name) => name !== undefined).join('.');
}
