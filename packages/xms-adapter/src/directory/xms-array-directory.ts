import { failed, ok } from '@twinsite/domain';
import type {
  ArrayCredentials,
  ArrayDirectory,
  ArrayHint,
  Problem,
  Result,
  StorageArray,
} from '@twinsite/domain';
import { LruMap } from '../client/lru-map.js';
import { parseManagers, type ManagerAddress } from '../client/manager-address.js';
import type { ArrayTraits, ListedArray } from './array-config.js';
import { KnownArray, type DirectoryRoom } from './known-array.js';
import type { CheckedArray } from './read-config.js';

const MAX_UNLISTED = 16;
const FIELD = 'xmsServers';

interface Listed {
  readonly config: ListedArray;
  readonly known: KnownArray;
}

/** The arrays of the configuration, and those that requests bring along. */
export class XmsArrayDirectory implements ArrayDirectory {
  private readonly arrays: readonly Listed[];
  private readonly unlistedTraits: ArrayTraits | undefined;
  private readonly room: DirectoryRoom;
  private readonly unlisted: LruMap<KnownArray>;

  constructor(arrays: readonly CheckedArray[], unlistedTraits: ArrayTraits | undefined, room: DirectoryRoom) {
    this.arrays = arrays.map(({ array, managers }) => ({
      config: array,
      known: new KnownArray(array.name, managers, array, room),
    }));
    this.unlistedTraits = unlistedTraits;
    this.room = room;
    this.unlisted = new LruMap(MAX_UNLISTED);
  }

  listed(): readonly StorageArray[] {
    return this.arrays.map(({ config, known }) => known.reach(known.managers, config.credentials));
  }

  resolve(hint: ArrayHint): Result<StorageArray, Problem> {
    const managers = parseManagers(hint.managers, FIELD);
    if (!managers.ok) return managers;
    const meant = this.matches(managers.value);
    const [only, ...others] = meant;
    if (only !== undefined && others.length === 0)
      return ok(reachListed(only, managers.value, hint.credentials));
    if (only !== undefined) return failed(this.several(hint, meant));
    if (managers.value.length > 0 && hint.credentials !== undefined && this.unlistedTraits !== undefined) {
      return ok(this.reachUnlisted(managers.value, hint.credentials, this.unlistedTraits));
    }
    return failed({ kind: 'array-not-listed', managers: hint.managers, listed: this.names() });
  }

  /** Ends all connections; calls under way are waited for. */
  close(): Promise<void> {
    return this.room.links.close();
  }

  private matches(managers: readonly ManagerAddress[]): readonly Listed[] {
    if (managers.length === 0) return this.arrays;
    return this.arrays.filter(({ known }) => managers.some((manager) => known.has(manager)));
  }

  private several(hint: ArrayHint, meant: readonly Listed[]): Problem {
    const names = meant.map(({ config }) => config.name).join(', ');
    const remedy =
      hint.managers.length === 0
        ? `several arrays are configured (${names}); name the managers of one`
        : `these managers belong to different arrays (${names}); name those of one`;
    return { kind: 'invalid-request', field: FIELD, value: hint.managers.join(','), remedy };
  }

  private reachUnlisted(
    managers: readonly ManagerAddress[],
    credentials: ArrayCredentials,
    traits: ArrayTraits,
  ): StorageArray {
    const name = managers
      .map(({ label }) => label)
      .sort()
      .join(',');
    const known = this.unlisted.getOrMake(name, () => new KnownArray(name, managers, traits, this.room));
    return known.reach(managers, credentials);
  }

  private names(): readonly string[] {
    return this.arrays.map(({ config }) => config.name);
  }
}

/**
 * The request's managers first, in its order, then the other listed ones. A manager that is not listed only gets
 * credentials that came with the same request: the configured ones go to nobody else.
 */
function reachListed(
  { config, known }: Listed,
  asked: readonly ManagerAddress[],
  credentials: ArrayCredentials | undefined,
): StorageArray {
  const trusted = credentials === undefined ? asked.filter((manager) => known.has(manager)) : asked;
  const others = known.managers.filter(({ label }) => !asked.some((manager) => manager.label === label));
  return known.reach([...trusted, ...others], credentials ?? config.credentials);
}
