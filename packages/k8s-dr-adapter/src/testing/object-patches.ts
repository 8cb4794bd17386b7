import { keyOf, placeOf, type KubeObject } from '../client/kube-object.js';
import { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';
import { mergePatch, removals, type Json } from './json.js';
import type { ObjectStore } from './object-store.js';
import type { ObjectVerbs } from './object-verbs.js';

/** Merge patches, and server-side apply without its conflicts: what a manager no longer names goes. */
export class ObjectPatches {
  private readonly store: ObjectStore;
  private readonly verbs: ObjectVerbs;
  private readonly applied = new Map<string, Json>();

  constructor(store: ObjectStore, verbs: ObjectVerbs) {
    this.store = store;
    this.verbs = verbs;
  }

  merge(path: ApiPath, patch: Json): KubeObject {
    const found = this.verbs.need(path);
    return this.verbs.update(path, found, mergePatch(found, patch) as Json);
  }

  apply(path: ApiPath, manager: string | null, wanted: Json): KubeObject {
    if (manager === null)
      throw new ApiFault(400, 'fieldManager: Required value: is required for apply patch');
    const place = { name: path.name ?? '', namespace: path.namespace };
    const found = this.store.find(path.collection, place);
    const made = found ?? this.verbs.create(path, wanted);
    const key = JSON.stringify([path.collection, keyOf(placeOf(made)), manager]);
    const less = mergePatch(made, removals(this.applied.get(key) ?? {}, wanted));
    this.applied.set(key, wanted);
    return this.verbs.update(path, made, mergePatch(less, wanted) as Json);
  }
}
