import { isRecord, keyOf, placeOf, type KubeObject } from '../client/kube-object.js';
import { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';
import { fieldsOf, managing } from './managed-fields.js';
import { mergePatch, removals, sameJson, type Json } from './json.js';
import type { ObjectStore } from './object-store.js';
import type { ObjectVerbs } from './object-verbs.js';

export interface Applier {
  readonly manager: string | null;
  readonly force: boolean;
}

/** Merge patches, and server-side apply: what a manager no longer names goes, what another one has said is a conflict. */
export class ObjectPatches {
  private readonly store: ObjectStore;
  private readonly verbs: ObjectVerbs;
  private readonly applied: Map<string, Json>;

  constructor(store: ObjectStore, verbs: ObjectVerbs, applied: ReadonlyMap<string, Json> = new Map()) {
    this.store = store;
    this.verbs = verbs;
    this.applied = new Map(applied);
  }

  /** For a dry run. */
  on(store: ObjectStore, verbs: ObjectVerbs): ObjectPatches {
    return new ObjectPatches(store, verbs, this.applied);
  }

  merge(path: ApiPath, patch: Json): KubeObject {
    const found = this.verbs.need(path);
    const { uid } = isRecord(patch['metadata']) ? patch['metadata'] : {};
    if (uid !== undefined && uid !== found.metadata.uid)
      throw new ApiFault(422, 'metadata.uid: Invalid value: field is immutable');
    return this.verbs.update(path, found, mergePatch(found, patch) as Json);
  }

  apply(path: ApiPath, { manager, force }: Applier, wanted: Json): KubeObject {
    if (manager === null)
      throw new ApiFault(400, 'fieldManager: Required value: is required for apply patch');
    const place = { name: path.name ?? '', namespace: path.namespace };
    const found = this.store.find(path.collection, place);
    if (found !== undefined && !force) this.refuseConflict(path, found, { manager, wanted });
    const made = found ?? this.verbs.create(path, managed(wanted, wanted, manager));
    const key = keyFor(path, made, manager);
    const less = mergePatch(made, removals(this.applied.get(key) ?? {}, wanted));
    this.applied.set(key, wanted);
    if (found === undefined) return made;
    return this.verbs.update(path, found, managed(mergePatch(less, wanted) as Json, wanted, manager));
  }

  /** As the managers of applies have it; who changed a field otherwise owns nothing here. */
  private refuseConflict(path: ApiPath, found: KubeObject, asked: { manager: string; wanted: Json }): void {
    const place = keyFor(path, found, '').slice(0, -1);
    for (const [key, said] of this.applied) {
      if (!key.startsWith(place) || key === keyFor(path, found, asked.manager)) continue;
      if (contradicts(found, { said, wanted: asked.wanted }))
        throw new ApiFault(409, `Apply failed with 1 conflict: conflict with "${key.slice(place.length)}"`);
    }
  }
}

/** `object` as the manager that has applied this leaves it. */
function managed(object: Json, applied: Json, manager: string): Json {
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {};
  const managedFields = managing(metadata, { manager, fieldsV1: fieldsOf(applied) });
  return { ...object, metadata: { ...metadata, managedFields } };
}

const keyFor = ({ collection }: ApiPath, object: KubeObject, manager: string): string =>
  `${collection} ${keyOf(placeOf(object))} ${manager}`;

/** Whether `wanted` would change a field that `said` has. */
function contradicts(
  found: unknown,
  { said, wanted }: { readonly said: unknown; readonly wanted: unknown },
): boolean {
  if (isRecord(said) && isRecord(wanted) && isRecord(found))
    return Object.keys(wanted).some(
      (name) => name in said && contradicts(found[name], { said: said[name], wanted: wanted[name] }),
    );
  return said !== undefined && !sameJson(found, wanted);
}
