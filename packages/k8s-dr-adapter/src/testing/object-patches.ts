import { isRecord, type KubeObject } from '../client/kube-object.js';
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
    const { metadata, ...body } = patch;
    const { annotations, labels } = isRecord(metadata) ? metadata : {};
    const said = { ...body, metadata: { annotations: annotations ?? {}, labels: labels ?? {} } };
    const key = keyFor(found, PATCHES);
    this.applied.set(key, mergePatch(this.applied.get(key) ?? {}, said) as Json);
    return this.verbs.update(path, found, mergePatch(found, patch) as Json);
  }

  apply(path: ApiPath, { manager, force }: Applier, wanted: Json): KubeObject {
    if (manager === null)
      throw new ApiFault(400, 'fieldManager: Required value: is required for apply patch');
    const place = { name: path.name ?? '', namespace: path.namespace };
    const found = this.store.find(path.collection, place);
    if (found !== undefined && !force) refuseConflict(this.applied, found, { manager, wanted });
    const entry = { manager, fieldsV1: fieldsOf(wanted) };
    const made = found ?? this.verbs.create(path, withManager(wanted, managing(undefined, entry)));
    const key = keyFor(made, manager);
    const before = this.applied.get(key) ?? {};
    this.applied.set(key, wanted);
    if (found === undefined) return made;
    if (force) this.disown(made, { manager, wanted });
    const merged = mergePatch(mergePatch(made, removals(before, wanted)), wanted) as Json;
    return this.verbs.update(path, made, withManager(merged, managing(made, entry)));
  }

  /** Fields that were taken by force are nobody else's any more. */
  private disown(
    object: KubeObject,
    { manager, wanted }: { readonly manager: string; readonly wanted: Json },
  ): void {
    for (const [key, said] of this.applied) {
      if (!key.startsWith(keyFor(object, '')) || key === keyFor(object, manager)) continue;
      this.applied.set(key, lessContradicted(object, { said, wanted }));
    }
  }
}

/** The manager of everything that is changed with a merge patch. */
const PATCHES = '(patches)';

/** As the managers of applies and patches have it. */
function refuseConflict(
  applied: ReadonlyMap<string, Json>,
  found: KubeObject,
  { manager, wanted }: { readonly manager: string; readonly wanted: Json },
): void {
  const object = keyFor(found, '');
  for (const [key, said] of applied) {
    if (!key.startsWith(object) || key === keyFor(found, manager)) continue;
    if (contradicts(found, { said, wanted }))
      throw new ApiFault(409, `Apply failed with 1 conflict: conflict with "${key.slice(object.length)}"`);
  }
}

const withManager = (object: Json, managedFields: readonly Json[]): Json => ({
  ...object,
  metadata: { ...(isRecord(object['metadata']) ? object['metadata'] : {}), managedFields },
});

/** An object that is made again under its name has forgotten its managers. */
const keyFor = ({ metadata }: KubeObject, manager: string): string => `${metadata.uid ?? ''} ${manager}`;

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

/** What `said` has, without what `wanted` changes. */
const lessContradicted = (
  found: Json,
  { said, wanted }: { readonly said: Json; readonly wanted: Json },
): Json =>
  Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => {
      const [mine, now] = [wanted[name], found[name]];
      if (isRecord(value) && isRecord(mine) && isRecord(now))
        return [[name, lessContradicted(now, { said: value, wanted: mine })]];
      return name in wanted && contradicts(now, { said: value, wanted: mine }) ? [] : [[name, value]];
    }),
  );
