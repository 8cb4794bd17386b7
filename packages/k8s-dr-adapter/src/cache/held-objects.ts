import { keyOf, placeOf, type KubeObject } from '../client/kube-object.js';
import type { ObjectPlace } from '../client/resource.js';

interface Held<T> {
  readonly version: string;
  readonly place: ObjectPlace;
  readonly value: T;
}

/** What a cache holds, by key. Each method answers the places where something has changed. */
export class HeldObjects<T> {
  private readonly keep: (object: KubeObject) => T | undefined;
  private readonly held = new Map<string, Held<T>>();

  constructor(keep: (object: KubeObject) => T | undefined) {
    this.keep = keep;
  }

  values(): readonly T[] {
    return [...this.held.values()].map(({ value }) => value);
  }

  find(place: ObjectPlace): T | undefined {
    return this.held.get(keyOf(place))?.value;
  }

  /** Exactly these. */
  replace(objects: readonly KubeObject[]): readonly ObjectPlace[] {
    const present = new Set(objects.map((object) => keyOf(placeOf(object))));
    const gone = [...this.held].filter(([key]) => !present.has(key)).map(([, { place }]) => place);
    return [...objects.flatMap((object) => this.set(object)), ...gone.flatMap((place) => this.remove(place))];
  }

  set(object: KubeObject): readonly ObjectPlace[] {
    const place = placeOf(object);
    const value = this.keep(object);
    if (value === undefined) return this.remove(place);
    const key = keyOf(place);
    const version = object.metadata.resourceVersion ?? '';
    if (this.held.get(key)?.version === version) return [];
    this.held.set(key, { version, place, value });
    return [place];
  }

  remove(place: ObjectPlace): readonly ObjectPlace[] {
    return this.held.delete(keyOf(place)) ? [place] : [];
  }
}
