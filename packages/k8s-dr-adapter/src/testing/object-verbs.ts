import { randomUUID } from 'node:crypto';
import { isRecord, placeOf, type KubeObject, type ObjectMeta } from '../client/kube-object.js';
import { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';
import { refuseFrozen } from './binder/immutable-fields.js';
import { sameJson, type Json } from './json.js';
import type { ObjectStore } from './object-store.js';

/** Kinds whose status has a subresource of its own. */
const WITH_STATUS = new Set(['accesspaths', 'persistentvolumes', 'persistentvolumeclaims', 'nodes', 'pods']);

/** Throws what an admission plugin answers. */
export type Admit = (path: ApiPath, change: { readonly object: Json; readonly before?: KubeObject }) => void;

/** Create, replace and delete as the API server does them: versions, generations, finalizers. No schema is checked. */
export class ObjectVerbs {
  private readonly store: ObjectStore;
  private readonly admit: Admit;

  constructor(store: ObjectStore, admit: Admit = () => undefined) {
    this.store = store;
    this.admit = admit;
  }

  create(path: ApiPath, input: Json): KubeObject {
    const meta = isRecord(input['metadata']) ? input['metadata'] : {};
    const prefix = meta['generateName'];
    const given = meta['name'] ?? (typeof prefix === 'string' ? `${prefix}${randomUUID().slice(0, 5)}` : '');
    if (typeof given !== 'string' || given === '') throw new ApiFault(422, 'metadata.name: Required value');
    if (meta['resourceVersion'] !== undefined && meta['resourceVersion'] !== '')
      throw new ApiFault(400, 'resourceVersion should not be set on objects to be created');
    checkNote(path, input);
    const { namespace } = path;
    if (this.store.find(path.collection, { name: given, namespace }) !== undefined)
      throw new ApiFault(409, `${path.plural} "${given}" already exists`);
    this.admit(path, { object: input });
    const { status, ...rest } = input;
    const metadata: ObjectMeta = {
      ...meta,
      name: given,
      ...(namespace === undefined ? {} : { namespace }),
      uid: randomUUID(),
      generation: 1,
      creationTimestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    };
    return this.store.put(path.collection, {
      ...rest,
      ...(WITH_STATUS.has(path.plural) || status === undefined ? {} : { status }),
      metadata,
    });
  }

  /** The object of the path, or 404. */
  need({ collection, plural, namespace, name = '' }: ApiPath): KubeObject {
    const found = this.store.find(collection, { name, namespace });
    if (found === undefined) throw new ApiFault(404, `${plural} "${name}" not found`);
    return found;
  }

  replace(path: ApiPath, input: Json): KubeObject {
    const found = this.need(path);
    const meta = isRecord(input['metadata']) ? input['metadata'] : {};
    const version = meta['resourceVersion'];
    if (version === undefined && path.collection.includes('.'))
      throw new ApiFault(422, 'metadata.resourceVersion: Invalid value: 0: must be specified for an update');
    return this.update(path, found, input);
  }

  /** Stores what `input` makes of `found`; nothing when that is the same. */
  update(path: ApiPath, found: KubeObject, input: Json): KubeObject {
    const meta = isRecord(input['metadata']) ? input['metadata'] : {};
    for (const key of ['uid', 'resourceVersion'] as const) {
      if (meta[key] !== undefined && meta[key] !== found.metadata[key])
        throw new ApiFault(
          409,
          `Operation cannot be fulfilled on ${path.plural} "${found.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
        );
    }
    const next = nextState(path, found, input);
    refuseFrozen(path.plural, found, next);
    this.admit(path, { object: next, before: found });
    if (next.metadata.deletionTimestamp !== undefined && (next.metadata.finalizers ?? []).length === 0)
      return this.store.remove(path.collection, next);
    return sameJson(next, found) ? found : this.store.put(path.collection, next);
  }

  /** With finalizers it is only marked, and goes with the last of them. */
  delete(path: ApiPath, options: Json): KubeObject {
    const found = this.need(path);
    const { preconditions } = options;
    const { uid } = isRecord(preconditions) ? preconditions : {};
    if (uid !== undefined && uid !== found.metadata.uid)
      throw new ApiFault(409, `Precondition failed: the UID in the precondition is another one`);
    const { finalizers = [], deletionTimestamp, generation = 1 } = found.metadata;
    if (finalizers.length === 0) return this.store.remove(path.collection, found);
    if (deletionTimestamp !== undefined) return found;
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const metadata = { ...found.metadata, deletionTimestamp: now, generation: generation + 1 };
    return this.store.put(path.collection, { ...found, metadata });
  }
}

/** The one rule of a kind that has bitten: the note of an event is measured in bytes. */
function checkNote({ plural }: ApiPath, { note }: Json): void {
  if (plural === 'events' && typeof note === 'string' && Buffer.byteLength(note) > 1024)
    throw new ApiFault(422, 'message: Invalid value: "": can have at most 1024 characters');
}

/** Through the status path only the status changes, through the other everything else. */
function nextState(path: ApiPath, found: KubeObject, input: Json): KubeObject {
  if (path.subresource === 'status') return { ...found, status: input['status'] };
  const separate = WITH_STATUS.has(path.plural);
  const { name, namespace } = placeOf(found);
  const { uid, resourceVersion, generation = 1, creationTimestamp, deletionTimestamp } = found.metadata;
  const given = isRecord(input['metadata']) ? input['metadata'] : {};
  const fixed = { name, namespace, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp };
  const next = {
    ...input,
    metadata: { ...given, ...fixed },
    ...(separate ? { status: found['status'] } : {}),
  };
  const changed = !sameJson({ ...next, metadata: 0, status: 0 }, { ...found, metadata: 0, status: 0 });
  const metadata = { ...next.metadata, generation: changed ? generation + 1 : generation };
  return { ...next, metadata: metadata as ObjectMeta };
}
