import type { TargetPortal } from '../../attachment/attachment.js';
import type { Naa } from '../../volume/scsi-identity.js';
import type { IscsiSession } from '../iscsi-sessions.port.js';
import type { NodeRecord } from '../node-journal.port.js';
import { samePlace } from './known-targets.js';
import type { IscsiDisk } from './node-inventory.port.js';

export interface GhostFacts {
  readonly records: readonly NodeRecord[];
  readonly known: readonly TargetPortal[];
  readonly sessions: readonly IscsiSession[];
  readonly disks: readonly IscsiDisk[];
}

export interface Ghosts {
  /** Identities all of whose disks hang on our targets and that no record speaks of. */
  readonly volumes: readonly Naa[];
  /** Sessions to our targets that no record wants and below which nothing hangs. */
  readonly sessions: readonly IscsiSession[];
  /** Our targets that no record wants and that have no session: what is left of them are node records. */
  readonly targets: readonly TargetPortal[];
}

/** What of ours belongs to no volume of the journal. Whether somebody uses it is for others to find out. */
export function findGhosts({ records, known, sessions, disks }: GhostFacts): Ghosts {
  const wanted = records.flatMap(({ attachment }) => attachment.portals);
  const identities = new Set(records.map(({ attachment }) => attachment.naa));
  const placeOf = ({ targetIqn, portal }: IscsiSession) => ({ iqn: targetIqn, portal });
  const ours = sessions.filter((session) => known.some((target) => samePlace(target, placeOf(session))));
  const ourSids = new Set(ours.map(({ sid }) => sid));
  const foreign = new Set(disks.filter(({ sid }) => !ourSids.has(sid)).map(({ naa }) => naa));
  const strays = disks.filter(({ naa }) => !identities.has(naa) && !foreign.has(naa));
  const isWanted = (place: Pick<TargetPortal, 'iqn' | 'portal'>): boolean =>
    wanted.some((target) => samePlace(target, place));
  return {
    volumes: [...new Set(strays.map(({ naa }) => naa))],
    sessions: ours.filter(
      (session) => !isWanted(placeOf(session)) && !disks.some(({ sid }) => sid === session.sid),
    ),
    targets: known.filter(
      (target) => !isWanted(target) && !sessions.some((session) => samePlace(target, placeOf(session))),
    ),
  };
}
