import type { TargetPortal } from '../../attachment/attachment.js';
import type { IscsiSession } from '../iscsi-sessions.port.js';
import type { NodeRecord } from '../node-journal.port.js';
import { samePlace } from './known-targets.js';
import type { IscsiDisk, KnownMap } from './node-inventory.port.js';
import type { PathCondition } from './reconcile-report.js';

export interface Connections {
  readonly sessions: readonly IscsiSession[];
  readonly disks: readonly IscsiDisk[];
  readonly maps: readonly KnownMap[];
}

/** How each portal of the record's volume stands. */
export function pathConditions(
  record: Pick<NodeRecord, 'volume' | 'attachment'>,
  found: Connections,
): readonly PathCondition[] {
  return record.attachment.portals.map((target) => ({
    volume: record.volume,
    target,
    state: stateOf(record, target, found),
  }));
}

/** Portals that are being given up, while a session to them stands. */
export function leavingConditions(record: NodeRecord, found: Connections): readonly PathCondition[] {
  const { volume, attachment, leaving = [] } = record;
  const own = { volume, attachment: { ...attachment, portals: leaving } };
  return pathConditions(own, found).filter(({ state }) => state !== 'no-session');
}

function stateOf(
  { attachment: { naa } }: Pick<NodeRecord, 'attachment'>,
  { iqn, portal }: TargetPortal,
  { sessions, disks, maps }: Connections,
): PathCondition['state'] {
  const place = { iqn, portal };
  const here = sessions.filter((session) =>
    samePlace({ iqn: session.targetIqn, portal: session.portal }, place),
  );
  if (here.length === 0) return 'no-session';
  const sids = here.filter(({ state }) => state === 'logged-in').map(({ sid }) => sid);
  if (sids.length === 0) return 'session-failed';
  const disk = disks.find((candidate) => candidate.naa === naa && sids.includes(candidate.sid));
  if (disk === undefined) return 'no-disk';
  const map = maps.find((candidate) => candidate.naa === naa);
  if (map?.paths.includes(disk.device) !== true) return 'not-in-map';
  return disk.state === 'running' ? 'ready' : 'disk-not-running';
}

/**
 * What adding can mend. A session that has failed or a disk that is offline is iscsid's and multipathd's to bring back:
 * taking it away and making it anew is what turned an outage into read-only file systems (hazards H5, H7).
 */
export const isLacking = ({ state }: PathCondition): boolean =>
  state === 'no-session' || state === 'no-disk' || state === 'not-in-map';

/** Staged read-only, and its map takes writes all the same. */
export const isUnprotected = (
  { attachment: { naa, readOnly } }: NodeRecord,
  { maps }: Connections,
): boolean => readOnly && maps.some((map) => map.naa === naa && !map.readOnly);
