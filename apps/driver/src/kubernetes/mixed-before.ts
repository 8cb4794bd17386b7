import type { AccessPathObject } from '@twinsite/domain';

const REASON = 'ManagersOfSeveralArrays';

/**
 * AccessPaths whose managers have once said that they are of several arrays (docs/adr/0025). A driver that has just started knows
 * it from their status alone: what a dark manager said before is nowhere else. An edited object is judged anew.
 */
export class MixedBefore {
  private known: ReadonlySet<string> = new Set();

  /** Those of `objects`, by their uid; the others are forgotten. */
  of(objects: readonly AccessPathObject[]): ReadonlySet<string> {
    const mixed = objects.filter((object) => this.known.has(stateOf(object)) || isTold(object));
    this.known = new Set(mixed.map(stateOf));
    return new Set(mixed.map(({ uid }) => uid));
  }
}

const stateOf = ({ uid, generation }: AccessPathObject): string => `${uid} ${generation}`;

const isTold = ({ status, generation }: AccessPathObject): boolean =>
  status?.conditions.some(
    ({ reason, observedGeneration }) => reason === REASON && observedGeneration === generation,
  ) === true;
