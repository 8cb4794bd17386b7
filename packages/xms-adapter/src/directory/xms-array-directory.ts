import { failed, ok, silentArray } from '@twinsite/domain';
import type {
  ArrayCredentials,
  ArrayDirectory,
  ArrayHint,
  FileArray,
  InvalidRequest,
  Problem,
  Result,
  StorageArray,
} from '@twinsite/domain';
import { parseManagers, type ManagerAddress } from '../client/manager-address.js';
import { credentialKey } from '../session/credential-key.js';
import type { ArrayList, ListedArray } from './array-config.js';
import { known, type Listed } from './listed.js';
import type { DirectoryRoom } from './known-array.js';
import type { ManagerArrays } from './manager-arrays.js';
import { ManagerIdentities, type NamingSource } from './manager-identities.js';
import { checkArrays } from './read-config.js';

const FIELD = 'xmsServers';
const NOTHING_GIVEN = { credentials: undefined };

/**
 * The arrays of the configuration and of the cluster's AccessPaths. A request may name managers and bring a secret, but only
 * of a listed array: a volume on any other could not be found again by calls that carry ids only, and would be called
 * deleted.
 */
export class XmsArrayDirectory implements ArrayDirectory<StorageArray & FileArray> {
  private readonly room: DirectoryRoom;
  private arrays: readonly Listed[] = [];
  private unsynced: string | undefined;
  private managerArrays: ManagerArrays = new Map();
  private readonly identities: ManagerIdentities;

  constructor(room: DirectoryRoom) {
    this.room = room;
    this.identities = new ManagerIdentities(room);
  }

  /**
   * From now on these are the arrays; a list that contradicts itself changes nothing. An array that stays keeps its
   * connections, logins and memory. The connections of one that has gone are closed when calls under way have ended.
   */
  replace({ arrays, unsynced, managerArrays = new Map() }: ArrayList): Result<void, InvalidRequest> {
    const checked = checkArrays(arrays);
    if (!checked.ok) return checked;
    const before = this.arrays;
    this.arrays = checked.value.map((array) => known(array, before, this.room));
    this.unsynced = unsynced;
    this.managerArrays = managerArrays;
    this.room.links.retain(
      this.arrays.flatMap((listed) => listed.known.links()),
      before.flatMap((listed) => listed.known.links()),
    );
    return ok(undefined);
  }

  /** Which array each manager says that it is of (docs/adr/0025). */
  identify(sources: readonly NamingSource[], signal: AbortSignal): Promise<ManagerArrays> {
    return this.identities.of(sources, signal);
  }

  listed(): readonly (StorageArray & FileArray)[] {
    const arrays = this.arrays.map((listed) => reach(listed, listed.known.managers, NOTHING_GIVEN));
    return this.unsynced === undefined ? arrays : [...arrays, notListedYet(this.unsynced)];
  }

  resolve(hint: ArrayHint): Result<StorageArray & FileArray, Problem> {
    const managers = parseManagers(hint.managers, FIELD);
    if (!managers.ok) return managers;
    const differ = this.ofSeveral(managers.value);
    if (differ !== undefined) return failed(differ);
    const meant = this.matches(managers.value);
    const [only, ...others] = meant;
    const isNamed = managers.value.length > 0;
    if (this.unsynced !== undefined && (only === undefined || !isNamed)) {
      return failed({ kind: 'kubernetes-unsynced', resource: this.unsynced });
    }
    if (only !== undefined && others.length === 0) return ok(reach(only, managers.value, hint));
    if (only !== undefined) return failed(isNamed ? ofThese(managers.value, meant) : this.several());
    return failed({ kind: 'array-not-listed', managers: hint.managers, listed: this.names() });
  }

  /** Ends all connections; calls under way are waited for. */
  close(): Promise<void> {
    return this.room.links.close();
  }

  private matches(managers: readonly ManagerAddress[]): readonly Listed[] {
    if (managers.length === 0) return this.arrays;
    return this.arrays.filter((listed) => managers.some((manager) => isOf(manager, listed)));
  }

  private ofSeveral(managers: readonly ManagerAddress[]): Problem | undefined {
    const said = managers.map(({ label }) => ({ manager: label, array: this.managerArrays.get(label) }));
    const arrays = new Set(said.flatMap(({ array }) => array ?? []));
    return arrays.size < 2 ? undefined : { kind: 'managers-of-several-arrays', managers: said };
  }

  private several(): Problem {
    const remedy = `several arrays are listed (${this.names().join(', ')}); name the managers of one`;
    return { kind: 'invalid-request', field: FIELD, value: '', remedy };
  }

  private names(): readonly string[] {
    return this.arrays.map(({ config }) => config.name);
  }
}

const isOf = (manager: ManagerAddress, { known, others }: Listed): boolean =>
  known.has(manager) || others.includes(manager.label);

/** By the list, where the managers themselves have not said so. */
function ofThese(managers: readonly ManagerAddress[], meant: readonly Listed[]): Problem {
  const arrays = managers.map((manager) => ({
    manager: manager.label,
    array: meant.find((listed) => isOf(manager, listed))?.config.name,
  }));
  return { kind: 'managers-of-several-arrays', managers: arrays };
}

/**
 * The request's managers first, in its order, then the other listed ones. A manager that is not listed only gets
 * credentials that came with the same request and were written for it: the listed ones go to nobody else. Nor do those of a
 * request go to what AccessPaths with other credentials name; if nothing else is left, the listed ones serve (docs/adr/0024).
 */
function reach(
  listed: Listed,
  asked: readonly ManagerAddress[],
  { namedBy = 'request', credentials: given }: Pick<ArrayHint, 'namedBy' | 'credentials'>,
): StorageArray & FileArray {
  const { config, known } = listed;
  const open = known.managers.filter(
    ({ origin }) =>
      given === undefined ||
      sameCredentials(given, config.credentials) ||
      config.accessPathManagers?.includes(origin) !== true,
  );
  const isMeant = given !== undefined && namedBy === 'request';
  const first = isMeant ? asked : asked.filter(({ label }) => open.some((each) => each.label === label));
  const others = open.filter(({ label }) => !first.some((manager) => manager.label === label));
  const managers = [...first, ...others];
  if (managers.length === 0 && given !== undefined) return reach(listed, asked, NOTHING_GIVEN);
  const credentials = given ?? config.credentials;
  if (credentials.kind !== 'missing') return known.reach(managers, credentials);
  const { name: array, fence } = config;
  return silentArray(array, fence, { kind: 'credentials-missing', array, detail: credentials.reason });
}

const sameCredentials = (given: ArrayCredentials, listed: ListedArray['credentials']): boolean =>
  listed.kind !== 'missing' && credentialKey(given) === credentialKey(listed);

function notListedYet(resource: string): StorageArray & FileArray {
  const fence = { removalDrains: false, waitMs: 0 };
  return silentArray(`(of ${resource})`, fence, { kind: 'kubernetes-unsynced', resource });
}
