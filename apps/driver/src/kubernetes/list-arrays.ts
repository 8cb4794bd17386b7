import {
  formatKey,
  ok,
  type AccessPathObject,
  type AccessPathObjects,
  type ArrayCredentials,
  type ArraySecrets,
  type InvalidRequest,
  type Problem,
  type Result,
} from '@twinsite/domain';
import {
  mergeArrays,
  type ArrayList,
  type ArrayTraits,
  type ListedArray,
  type MergedArrays,
  type MissingCredentials,
  type SeenAccessPath,
} from '@twinsite/xms-adapter';
import { clusterInfoIn } from './cluster-info.js';
import { HeldCredentials } from './held-credentials.js';

export interface ListerDeps {
  readonly objects: Pick<AccessPathObjects, 'list'>;
  readonly secrets: ArraySecrets;
  /** Those of the configuration file. */
  readonly configured: readonly ListedArray[];
  /** Of arrays that only AccessPaths name. */
  readonly traits: ArrayTraits;
  readonly replace: (list: ArrayList) => Result<void, InvalidRequest>;
}

/**
 * One look at AccessPaths and Secrets makes the whole list of arrays (docs/adr/0022). Before the AccessPaths have been listed
 * nothing is replaced: the directory goes on saying that it does not know them all.
 */
export function listArrays({ objects, secrets, configured, traits, replace }: ListerDeps) {
  const credentials = new HeldCredentials(secrets);
  return async (signal: AbortSignal): Promise<Result<MergedArrays, Problem>> => {
    const listed = objects.list();
    if (!listed.ok) return listed;
    const wanted = listed.value.flatMap(({ spec }) => clusterInfoIn(spec)?.secret ?? []);
    const found = await credentials.read(wanted, signal);
    const accessPaths = listed.value.map((object) => seen(object, found));
    const merged = mergeArrays({ configured, accessPaths, traits });
    const replaced = replace({ arrays: merged.arrays });
    return replaced.ok ? ok(merged) : replaced;
  };
}

function seen(
  { key, createdAt, spec }: AccessPathObject,
  found: ReadonlyMap<string, ArrayCredentials | MissingCredentials>,
): SeenAccessPath {
  const info = clusterInfoIn(spec);
  if (info === undefined) {
    const reason = `AccessPath ${formatKey(key)} has no whole spec.cluster_info (xmsServers, secret_name, secret_namespace)`;
    return { key, createdAt, managers: [], credentials: { kind: 'missing', reason } };
  }
  const secret = found.get(formatKey(info.secret));
  const has = secret === undefined || secret.kind === 'missing' ? unnamed(secret, key) : secret;
  return { key, createdAt, managers: info.managers, credentials: has };
}

function unnamed(secret: MissingCredentials | undefined, key: AccessPathObject['key']): MissingCredentials {
  const reason = secret?.reason ?? 'its Secret has not been read';
  return { kind: 'missing', reason: `${reason} (spec.cluster_info of AccessPath ${formatKey(key)})` };
}
