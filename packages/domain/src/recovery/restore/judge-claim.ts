import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';

/** A claim is asked for with its volume's name, or not at all: otherwise it would be given an empty one (hazard D1). */
export function judgeClaim(
  wanted: ClusterObject,
  live: ClusterObject | undefined,
): Result<'absent' | 'fits', Problem> {
  const object = formatRef(refOf(wanted));
  const volume = volumeNameOf(wanted);
  if (volume === '') return failed({ kind: 'claim-without-volume', object });
  if (live === undefined) return ok('absent');
  const found = volumeNameOf(live);
  if (found !== volume) return failed({ kind: 'claim-elsewhere', object, wanted: volume, found });
  return phaseOf(live) === 'Lost' ? failed({ kind: 'claim-lost', object, volume }) : ok('fits');
}

export const volumeNameOf = (claim: ClusterObject): string =>
  textOf(membersOf(claim, 'spec'), 'volumeName') ?? '';

export const phaseOf = (object: ClusterObject): string => textOf(membersOf(object, 'status'), 'phase') ?? '';
