import { failed, formatKey, ok } from '@twinsite/domain';
import type {
  AccessPathObject,
  AccessPathObjects,
  AccessPathStatus,
  CancelSignal,
  ObjectKey,
  Problem,
  Result,
} from '@twinsite/domain';
import { ObjectCache, type CacheDeps } from '../cache/object-cache.js';
import type { KubeClient } from '../client/kube-client.js';
import { accessPaths } from '../client/resources.js';
import { ACCESS_PATH_FINALIZER, readAccessPathObject } from '../wire/access-path-object.js';
import { formatAccessPathStatus } from '../wire/access-path-status.js';

/** Of all namespaces; somebody has to run it. */
export const accessPathCache = (deps: CacheDeps): ObjectCache<AccessPathObject> =>
  new ObjectCache(deps, { resource: accessPaths, selection: {}, keep: readAccessPathObject });

export class KubeAccessPathObjects implements AccessPathObjects {
  private readonly client: KubeClient;
  private readonly cache: ObjectCache<AccessPathObject>;

  constructor(client: KubeClient, cache: ObjectCache<AccessPathObject>) {
    this.client = client;
    this.cache = cache;
  }

  list(): Result<readonly AccessPathObject[], Problem> {
    return this.cache.list();
  }

  async read(key: ObjectKey, signal: CancelSignal): Promise<Result<AccessPathObject | undefined, Problem>> {
    const found = await this.client.get(accessPaths, key, signal);
    if (!found.ok) return found;
    return ok(found.value === undefined ? undefined : readAccessPathObject(found.value));
  }

  async writeStatus(
    object: AccessPathObject,
    status: AccessPathStatus,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const { key, uid, version, spec } = object;
    const body = {
      metadata: { ...key, uid, resourceVersion: version },
      spec,
      status: formatAccessPathStatus(status),
    };
    const written = await this.client.replace(accessPaths, body, signal, 'status');
    return written.ok ? ok(undefined) : gone(written.problem, object);
  }

  async setFinalizer(
    object: AccessPathObject,
    wanted: 'present' | 'absent',
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    if (object.hasFinalizer === (wanted === 'present')) return ok(undefined);
    const found = await this.client.get(accessPaths, object.key, signal);
    if (!found.ok) return found;
    if (found.value === undefined) return failed(changed(object));
    const others = (found.value.metadata.finalizers ?? []).filter((one) => one !== ACCESS_PATH_FINALIZER);
    const finalizers = wanted === 'present' ? [...others, ACCESS_PATH_FINALIZER] : others;
    const patch = { metadata: { resourceVersion: object.version, finalizers } };
    const set = await this.client.patch(accessPaths, object.key, { kind: 'merge', patch }, signal);
    return set.ok ? ok(undefined) : gone(set.problem, object);
  }

  onChange(listener: (key: ObjectKey) => void): () => void {
    return this.cache.onChange(({ namespace = '', name }) => listener({ namespace, name }));
  }
}

const changed = ({ key }: AccessPathObject): Problem => ({
  kind: 'kubernetes-conflict',
  operation: 'change an AccessPath',
  object: `AccessPath ${formatKey(key)}`,
});

/** An object that is gone was changed by somebody too. */
function gone(problem: Problem, object: AccessPathObject): Result<void, Problem> {
  const isGone = problem.kind === 'kubernetes-refused' && problem.status === 404;
  return failed(isGone ? changed(object) : problem);
}
