import {
  describeProblem,
  formatKey,
  ok,
  refusalByManagers,
  refusalByNamespace,
  type AccessPathObject,
  type AccessPathObjects,
  type ArraySecret,
  type ArraySecrets,
  type InvalidRequest,
  type Problem,
  type Result,
  type SecretUse,
} from '@twinsite/domain';
import {
  mergeArrays,
  type ArrayList,
  type ArrayTraits,
  type ListedArray,
  type ManagerArrays,
  type MergedArrays,
  type MissingCredentials,
  type NamingSource,
  type SeenAccessPath,
} from '@twinsite/xms-adapter';
import { clusterInfoIn } from './cluster-info.js';
import { HeldCredentials } from './held-credentials.js';
import { MixedBefore } from './mixed-before.js';

export interface ListerDeps {
  readonly objects: Pick<AccessPathObjects, 'list'>;
  readonly secrets: ArraySecrets;
  /** Whose Secrets AccessPaths of every namespace may name. */
  readonly secretNamespaces: readonly string[];
  /** Those of the configuration file. */
  readonly configured: readonly ListedArray[];
  /** Of arrays that only AccessPaths name. */
  readonly traits: ArrayTraits;
  readonly identify: (sources: readonly NamingSource[], signal: AbortSignal) => Promise<ManagerArrays>;
  readonly replace: (list: ArrayList) => Result<void, InvalidRequest>;
}

/**
 * One look at AccessPaths and Secrets makes the whole list of arrays (docs/adr/0022). Before the AccessPaths have been listed
 * nothing is replaced: the directory goes on saying that it does not know them all.
 */
export function listArrays({
  objects,
  secrets,
  secretNamespaces,
  configured,
  traits,
  identify,
  replace,
}: ListerDeps) {
  const credentials = new HeldCredentials(secrets);
  const mixedBefore = new MixedBefore();
  return async (signal: AbortSignal): Promise<Result<MergedArrays, Problem>> => {
    const listed = objects.list();
    if (!listed.ok) return listed;
    const wishes = listed.value.map((object) => wishOf(object, secretNamespaces));
    const wanted = wishes.flatMap(({ use, refused }) => (refused === undefined && use ? use.secret : []));
    const found = await credentials.read(wanted, signal);
    const mixed = mixedBefore.of(listed.value);
    const accessPaths = wishes.map((wish) => ({
      ...seen(wish, found),
      wasMixed: mixed.has(wish.object.uid),
    }));
    const managerArrays = await identify([...configured, ...accessPaths], signal);
    const merged = mergeArrays({ configured, accessPaths, traits, managerArrays });
    const replaced = replace({ arrays: merged.arrays, managerArrays });
    return replaced.ok ? ok(merged) : replaced;
  };
}

interface Wish {
  readonly object: AccessPathObject;
  /** Undefined when `cluster_info` is not there. */
  readonly use: SecretUse | undefined;
  /** Why the Secret is not even read. */
  readonly refused: Problem | undefined;
}

function wishOf(object: AccessPathObject, secretNamespaces: readonly string[]): Wish {
  const info = clusterInfoIn(object.spec);
  const use = info === undefined ? undefined : { accessPath: object.key, ...info };
  return { object, use, refused: use && refusalByNamespace(use, secretNamespaces) };
}

function seen(
  { object: { key, createdAt }, use, refused }: Wish,
  found: ReadonlyMap<string, ArraySecret | MissingCredentials>,
): SeenAccessPath {
  if (use === undefined) {
    const reason = `AccessPath ${formatKey(key)} has no whole spec.cluster_info (xmsServers, secret_name, secret_namespace)`;
    return { key, createdAt, managers: [], credentials: { kind: 'missing', reason } };
  }
  const { managers } = use;
  const secret = found.get(formatKey(use.secret));
  const refusal = refused ?? (isThere(secret) ? refusalByManagers(use, secret.managers) : undefined);
  if (refusal !== undefined) {
    const credentials = { kind: 'missing', reason: describeProblem(refusal) } as const;
    return { key, createdAt, managers, credentials, isRefused: true };
  }
  const credentials = isThere(secret) ? secret.credentials : unnamed(secret, key);
  return { key, createdAt, managers, credentials };
}

const isThere = (secret: ArraySecret | MissingCredentials | undefined): secret is ArraySecret =>
  secret !== undefined && 'credentials' in secret;

function unnamed(secret: MissingCredentials | undefined, key: AccessPathObject['key']): MissingCredentials {
  const reason = secret?.reason ?? 'its Secret has not been read';
  return { kind: 'missing', reason: `${reason} (spec.cluster_info of AccessPath ${formatKey(key)})` };
}
