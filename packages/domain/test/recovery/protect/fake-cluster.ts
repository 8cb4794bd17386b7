import {
  apiVersionOfKind,
  failed,
  groupOf,
  ok,
  type ClusterObject,
  type ClusterObjects,
  type ObjectKind,
  type ObjectPlace,
  type ObjectSelection,
  type Problem,
  type Result,
} from '@twinsite/domain';

type Json = Readonly<Record<string, unknown>>;
type Answer<T> = Promise<Result<T, Problem>>;

/** Objects of one API server in memory, with merge patches and the precondition of uid and resourceVersion. */
export class FakeCluster implements ClusterObjects {
  down = false;
  /** Patches that were taken, in order. */
  readonly patches: Json[] = [];
  /** Called after each patch, as another actor. */
  afterPatch: () => void = () => undefined;
  /** The server answers that it took a patch, and keeps the old policy. */
  forgetsPolicies = false;
  readonly #objects = new Map<string, ClusterObject>();
  #version = 0;

  put(...objects: readonly ClusterObject[]): void {
    for (const object of objects) this.#keep(object);
  }

  one(kind: string, name: string): ClusterObject {
    const found = [...this.#objects.values()].find(
      (object) => object.kind === kind && object.metadata.name === name,
    );
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  }

  drop(kind: string, name: string): void {
    this.#objects.delete(key(this.one(kind, name)));
  }

  kinds(): Answer<readonly ObjectKind[]> {
    return this.#answer(() => ok(KINDS));
  }

  list(
    kind: ObjectKind,
    { labelSelector }: ObjectSelection,
  ): Answer<{ items: ClusterObject[]; version: string }> {
    const [label = '', value] = (labelSelector ?? '').split('=');
    const items = [...this.#objects.values()].filter(
      (object) => isOf(kind, object) && (value === undefined || object.metadata.labels?.[label] === value),
    );
    return this.#answer(() => ok({ items, version: String(this.#version) }));
  }

  get(kind: ObjectKind, place: ObjectPlace): Answer<ClusterObject | undefined> {
    return this.#answer(() => ok(this.#find(kind, place)));
  }

  patch(kind: ObjectKind, place: ObjectPlace, change: Json): Answer<ClusterObject> {
    return this.#answer(() => {
      const found = this.#find(kind, place);
      const { uid, resourceVersion } = change['metadata'] as Json;
      if (
        found === undefined ||
        (uid !== undefined && uid !== found.metadata.uid) ||
        (resourceVersion !== undefined && resourceVersion !== found.metadata.resourceVersion)
      )
        return failed({ kind: 'kubernetes-conflict', operation: 'patch', object: place.name });
      this.patches.push(change);
      const taken = this.forgetsPolicies ? { ...change, spec: {} } : change;
      const kept = this.#keep(merged(found, taken) as ClusterObject);
      this.afterPatch();
      return ok(kept);
    });
  }

  apply(): Answer<ClusterObject> {
    throw new Error('protecting applies nothing');
  }

  remove(): Answer<void> {
    throw new Error('protecting deletes nothing');
  }

  #keep(object: ClusterObject): ClusterObject {
    this.#version += 1;
    const metadata = { ...object.metadata, resourceVersion: String(this.#version) };
    const kept = { ...object, metadata };
    this.#objects.set(key(kept), kept);
    return kept;
  }

  #find(kind: ObjectKind, { namespace, name }: ObjectPlace): ClusterObject | undefined {
    return [...this.#objects.values()].find(
      (object) =>
        isOf(kind, object) && object.metadata.name === name && object.metadata.namespace === namespace,
    );
  }

  #answer<T>(produce: () => Result<T, Problem>): Answer<T> {
    const gone: Problem = { kind: 'kubernetes-unreachable', operation: 'list', detail: 'timeout' };
    return Promise.resolve(this.down ? failed(gone) : produce());
  }
}

const kindOf = (apiVersion: string, kind: string, namespaced: boolean): ObjectKind => ({
  group: groupOf(apiVersion),
  version: 'v1',
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced,
  verbs: ['get', 'list', 'patch'],
});
const KINDS = [
  kindOf('v1', 'PersistentVolume', false),
  kindOf('v1', 'PersistentVolumeClaim', true),
  kindOf('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', true),
  kindOf('snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', false),
];

const isOf = (kind: ObjectKind, object: ClusterObject): boolean =>
  object.kind === kind.kind && object.apiVersion === apiVersionOfKind(kind);
const key = ({ kind, metadata }: ClusterObject): string =>
  `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** RFC 7396. */
function merged(target: unknown, change: unknown): unknown {
  if (!isJson(change)) return change;
  const result = new Map(Object.entries(isJson(target) ? target : {}));
  for (const [name, value] of Object.entries(change)) {
    if (value === null) result.delete(name);
    else if (value !== undefined) result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
