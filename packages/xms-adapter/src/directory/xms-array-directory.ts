import { failed, ok } from '@twinsite/domain';
import type {
  ArrayCredentials,
  ArrayDirectory,
  ArrayHint,
  Problem,
  Result,
  StorageArray,
} from '@twinsite/domain';
import { parseManagers, type ManagerAddress } from '../client/manager-address.js';
import type { ListedArray } from './array-config.js';
import { KnownArray, type DirectoryRoom } from './known-array.js';
import type { CheckedArray } from './read-config.js';

const FIELD = 'xmsServers';

interface Listed {
  readonly config: ListedArray;
  readonly known: KnownArray;
}

/**
 * The arrays of the configuration. A request may name managers and bring a secret, but only of a listed array: a volume
 * on any other could not be found again by calls that carry ids only, and would be called deleted.
 */
export class XmsArrayDirectory implements ArrayDirectory {
  private readonly arrays: readonly Listed[];
  private readonly room: DirectoryRoom;

  constructor(arrays: readonly CheckedArray[], room: DirectoryRoom) {
    this.arrays = arrays.map(({ array, managers }) => ({
      config: array,
      known: new KnownArray(array.name, managers, array, room),
    }));
    this.room = room;
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
