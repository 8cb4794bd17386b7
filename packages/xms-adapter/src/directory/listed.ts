import { isDeepStrictEqual } from 'node:util';
import type { ArrayTraits, ListedArray } from './array-config.js';
import { KnownArray, type DirectoryRoom } from './known-array.js';
import type { CheckedArray } from './read-config.js';

/** One array of the list. */
export interface Listed {
  readonly config: ListedArray;
  readonly known: KnownArray;
  /** Labels of its other managers. */
  readonly others: readonly string[];
}

/** With what the list before it knew of the same array. */
export function known(
  { array, managers, otherManagers }: CheckedArray,
  before: readonly Listed[],
  room: DirectoryRoom,
): Listed {
  const others = otherManagers.map(({ label }) => label);
  const last = before.find(
    ({ config, known }) => config.name === array.name && managers.some((each) => known.has(each)),
  );
  const stays = last !== undefined && isDeepStrictEqual(traitsOf(last.config), traitsOf(array));
  if (stays && isDeepStrictEqual(last.known.managers, managers))
    return { config: array, known: last.known, others };
  const kept = last?.known.keep(stays);
  return { config: array, known: new KnownArray(array, managers, room, kept), others };
}

/** A site map is compared by its hosts: the rest of it are functions. */
function traitsOf({ siteMap, identityRule, fence, vipWords, tls }: ArrayTraits) {
  return { hosts: siteMap.hosts, identityRule, fence, vipWords, tls };
}
