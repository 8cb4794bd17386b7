import { formatRef, refOf } from '../../../recovery/objects/object-ref.js';
import type { ClusterObject } from '../../../recovery/objects/cluster-object.js';
import { apiVersionOfKind, groupOf, type ObjectKind } from '../../../recovery/objects/object-kind.js';
import type {
  ClusterObjects,
  ObjectPlace,
  ObjectSelection,
} from '../../../recovery/ports/cluster-objects.port.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';

const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/** What reads of an API server answer: objects that are put there, of kinds that they make known. */
export class FakeClusterReads implements Pick<ClusterObjects, 'kinds' | 'list' | 'get'> {
  /** Plurals that answer `kubernetes-denied`. */
  readonly denied = new Set<string>();
  readonly #objects = new Map<string, ClusterObject>();

  put(...objects: readonly ClusterObject[]): void {
    for (const object of objects) this.#objects.set(formatRef(refOf(object)), object);
  }

  kinds(): Promise<Result<readonly ObjectKind[], Problem>> {
    const kinds = new Map(
      [...this.#objects.values()].map((object) => [`${object.apiVersion} ${object.kind}`, kindOf(object)]),
    );
    return Promise.resolve(ok([...kinds.values()]));
  }

  list(kind: ObjectKind, { namespace }: ObjectSelection) {
    const items = [...this.#objects.values()].filter(
      (object) =>
        object.kind === kind.kind &&
        object.apiVersion === apiVersionOfKind(kind) &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
    return Promise.resolve(this.#refusal(kind) ?? ok({ items, version: '1' }));
  }

  get({ group, kind, ...served }: ObjectKind, { namespace, name }: ObjectPlace) {
    const found = this.#objects.get(formatRef({ group, kind, namespace, name }));
    return Promise.resolve(this.#refusal({ group, kind, ...served }) ?? ok(found));
  }

  #refusal({ plural }: ObjectKind): Result<never, Problem> | undefined {
    if (!this.denied.has(plural)) return undefined;
    return failed({ kind: 'kubernetes-denied', operation: `list ${plural}`, detail: 'forbidden' });
  }
}

const kindOf = ({ apiVersion, kind, metadata }: ClusterObject): ObjectKind => {
  const group = groupOf(apiVersion);
  return {
    group,
    version: group === '' ? apiVersion : apiVersion.slice(group.length + 1),
    kind,
    plural: `${kind.toLowerCase()}s`,
    namespaced: metadata.namespace !== undefined,
    verbs: VERBS,
  };
};
