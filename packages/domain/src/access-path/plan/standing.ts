import { TIMING, type AccessPathSituation } from '../access-path-plan.js';
import type { AccessPathStatus } from '../access-path-status.js';
import type { ManagerMark } from '../manager-mark.js';

/** How this cluster stands to the access path of the array (docs/adr/0020). */
export type Standing =
  | { readonly kind: 'absent' | 'unmarked' | 'manager' }
  /** Our mark is there; nothing rests on it before `until` (ms since the epoch). */
  | { readonly kind: 'claiming'; readonly mark: ManagerMark; readonly until: number }
  | { readonly kind: 'foreign'; readonly mark: ManagerMark | 'unreadable'; readonly mayTakeOver: boolean };

export interface Reading {
  readonly standing: Standing;
  /** What the status says of the mark. */
  readonly marks: Pick<AccessPathStatus, 'role' | 'manager' | 'managerSince' | 'takenOverFrom'>;
}

export function readStanding(situation: AccessPathSituation): Reading {
  const { found, object, cluster, now } = situation;
  const mark = found?.mark;
  const nobody = { role: undefined, manager: undefined, managerSince: undefined };
  const takenOverFrom = effectSpent(situation);
  if (found === undefined || mark === undefined) {
    const standing = { kind: found === undefined ? 'absent' : 'unmarked' } as const;
    return { standing, marks: { ...nobody, takenOverFrom } };
  }
  const manager = mark === 'unreadable' ? undefined : mark.cluster;
  const isKnown = manager !== undefined && object.status?.manager === manager;
  const managerSince = (isKnown ? object.status.managerSince : undefined) ?? now;
  const standing = standingOf(mark, cluster, { ...situation, managerSince });
  const role = standing.kind === 'manager' ? 'manager' : 'observer';
  return { standing, marks: { role, manager, managerSince, takenOverFrom } };
}

function standingOf(
  mark: ManagerMark | 'unreadable',
  cluster: string,
  situation: AccessPathSituation & { readonly managerSince: number },
): Standing {
  const { object, now, managerSince } = situation;
  if (mark === 'unreadable' || mark.cluster !== cluster)
    return { kind: 'foreign', mark, mayTakeOver: mayTakeOver(mark, situation) };
  const role = object.status?.role;
  const until = managerSince + TIMING.holdMs;
  // A path that we made ourselves carried our mark from its first moment on: nobody can have managed it before.
  const isOurs = role === 'manager' || (mark.origin === 'created' && role === undefined);
  return isOurs || now >= until ? { kind: 'manager' } : { kind: 'claiming', mark, until };
}

/**
 * Only from the cluster that the annotation names, only once for each annotation, and only after the status has said that
 * this cluster is an observer: so a crash after the mark was written is never taken for a path of our own.
 */
function mayTakeOver(mark: ManagerMark | 'unreadable', { object }: AccessPathSituation): boolean {
  const { takeOverFrom, status } = object;
  if (mark === 'unreadable' || takeOverFrom !== mark.cluster) return false;
  const isObserver = status?.role === 'observer' && status.manager === mark.cluster;
  return isObserver && status.takenOverFrom !== takeOverFrom;
}

/** An annotation has had its effect once our mark is there; it has none again until somebody changes it. */
function effectSpent({ object, found, cluster }: AccessPathSituation): string | undefined {
  const { takeOverFrom, status } = object;
  const mark = found?.mark;
  const isOurs = mark !== undefined && mark !== 'unreadable' && mark.cluster === cluster;
  return isOurs || status?.takenOverFrom === takeOverFrom ? takeOverFrom : undefined;
}
