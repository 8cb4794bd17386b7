import { membersOf, textOf } from '../objects/members.js';
import { parseQuantity } from '../objects/quantity.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { claimRefOf, handleOf } from './judge-volume.js';
import { phaseOf, volumeNameOf } from './judge-claim.js';

/** What is known of one claim after binding. */
export type ClaimState =
  | { readonly kind: 'proved' }
  /** Time may change it. */
  | { readonly kind: 'waiting'; readonly found: string }
  /** Time will not change it. */
  | { readonly kind: 'wrong'; readonly found: string };

export interface ClaimSides {
  /** As the set has them, adapted. */
  readonly claim: ClusterObject;
  readonly volume: ClusterObject | undefined;
  readonly liveClaim: ClusterObject | undefined;
  readonly liveVolume: ClusterObject | undefined;
}

/** Both objects know each other, and stand for the data that the set has: every member is looked at, none is assumed. */
export function verifyClaim(sides: ClaimSides): ClaimState {
  const { liveClaim, liveVolume } = sides;
  if (liveClaim === undefined) return { kind: 'waiting', found: 'the claim is not there' };
  if (liveVolume === undefined) return { kind: 'waiting', found: 'the volume is not there' };
  const wrong = wrongIn(sides, liveClaim, liveVolume);
  if (wrong !== undefined) return { kind: 'wrong', found: wrong };
  const phase = phaseOf(liveClaim);
  if (phase !== 'Bound') return { kind: 'waiting', found: `the claim is ${phase || 'not looked at yet'}` };
  const uid = textOf(claimRefOf(liveVolume), 'uid');
  // Volumes are read before claims: what was bound in between is read without a uid.
  if (uid === undefined) return { kind: 'waiting', found: 'its volume does not name it yet' };
  if (uid !== liveClaim.metadata.uid) return { kind: 'wrong', found: 'its volume is bound to another claim' };
  return hasRoom(liveClaim);
}

function wrongIn(
  { claim, volume }: ClaimSides,
  liveClaim: ClusterObject,
  liveVolume: ClusterObject,
): string | undefined {
  if (phaseOf(liveClaim) === 'Lost') return 'the claim is Lost';
  const bound = volumeNameOf(liveClaim);
  if (bound !== volumeNameOf(claim)) return `it has volume ${bound || '(none)'}`;
  if (volume !== undefined && handleOf(volume) !== handleOf(liveVolume))
    return `its volume has handle ${handleOf(liveVolume)}`;
  const policy = textOf(membersOf(liveVolume, 'spec'), 'persistentVolumeReclaimPolicy') ?? 'Retain';
  return policy === 'Retain' ? undefined : `its volume is ${policy}, not Retain`;
}

function hasRoom(claim: ClusterObject): ClaimState {
  const asked = storageOf(membersOf(membersOf(claim, 'spec'), 'resources'), 'requests');
  const has = storageOf(membersOf(claim, 'status'), 'capacity');
  const [wanted, given] = [parseQuantity(asked ?? '0'), parseQuantity(has ?? '0')];
  if (wanted === undefined || given === undefined || given >= wanted) return { kind: 'proved' };
  return { kind: 'waiting', found: `its capacity is ${has ?? 'not told'} of ${asked ?? ''}` };
}

const storageOf = (object: Readonly<Record<string, unknown>>, name: string): string | undefined =>
  textOf(membersOf(object, name), 'storage');
