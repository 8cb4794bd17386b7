import { keyOf, placeOf, type KubeObject } from '../client/kube-object.js';
import type { ObjectPlace } from '../client/resource.js';

/** One change, as watches tell it. */
export interface Change {
  readonly revision: number;
  readonly collection: string;
  /** Undefined when it was made. */
  readonly before: KubeObject | undefined;
  /** When it is gone: its last state, with the revision of its removal. */
  readonly after: KubeObject;
  readonly gone: boolean;
}

/** All objects with their history, under one revision counter as etcd has it. */
export class ObjectStore {
  private readonly collections = new Map<string, Map<string, KubeObject>>();
  private readonly listeners = new Set<(change: Change) => void>();
  private history: Change[] = [];
  private last = 100;
  private forgottenUpTo = 0;

  get revision(): number {
    return this.last;
  }

  find(collection: string, place: ObjectPlace): KubeObject | undefined {
    return this.collections.get(collection)?.get(keyOf(place));
  }

  list(collection: string): readonly KubeObject[] {
    const objects = [...(this.collections.get(collection) ?? new Map<string, KubeObject>())];
    return objects.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  /** Stores it under a new revision. */
  put(collection: string, object: KubeObject): KubeObject {
    const before = this.find(collection, placeOf(object));
    const after = this.stamped(object);
    const objects = this.collections.get(collection) ?? new Map<string, KubeObject>();
    this.collections.set(collection, objects.set(keyOf(placeOf(object)), after));
    this.tell({ revision: this.last, collection, before, after, gone: false });
    return after;
  }

  remove(collection: string, object: KubeObject): KubeObject {
    this.collections.get(collection)?.delete(keyOf(placeOf(object)));
    const after = this.stamped(object);
    this.tell({ revision: this.last, collection, before: object, after, gone: true });
    return after;
  }

  /** The changes after a revision; undefined when some of them are forgotten. */
  since(revision: number): readonly Change[] | undefined {
    if (revision < this.forgottenUpTo) return undefined;
    return this.history.filter((change) => change.revision > revision);
  }

  /** Forgets the history: watches and lists that would go on from before get 410. */
  compact(): void {
    this.last += 1;
    this.history = [];
    this.forgottenUpTo = this.last;
  }

  /** The same objects, which change without anybody seeing it. */
  draft(): ObjectStore {
    const draft = new ObjectStore();
    for (const [name, objects] of this.collections) draft.collections.set(name, new Map(objects));
    draft.last = this.last;
    return draft;
  }

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private stamped(object: KubeObject): KubeObject {
    this.last += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.last) } };
  }

  private tell(change: Change): void {
    this.history.push(change);
    for (const listener of [...this.listeners]) listener(change);
  }
}
