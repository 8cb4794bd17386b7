import type { AccessPathObject, AccessPathObjects } from '../../../access-path/access-path-objects.port.js';
import type { AccessPathStatus } from '../../../access-path/access-path-status.js';
import { formatKey, type ObjectKey } from '../../../kubernetes/object-key.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import type { AppliedObject } from '../../contracts/kubernetes/access-path-objects-subject.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

const START = 1_700_000_000_000;

interface Stored {
  readonly object: AccessPathObject;
  readonly otherFinalizers: readonly string[];
}

/** The AccessPath objects of an in-memory cluster, with what a user does to them. */
export class FakeAccessPathObjects implements AccessPathObjects {
  readonly faults: KubernetesFaults;
  private readonly stored = new Map<string, Stored>();
  private readonly listeners = new Set<(key: ObjectKey) => void>();
  private serial = 0;

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  list(): Result<readonly AccessPathObject[], Problem> {
    if (this.faults.unsynced) return failed({ kind: 'kubernetes-unsynced', resource: 'AccessPaths' });
    return ok([...this.stored.values()].map(({ object }) => object));
  }

  read(key: ObjectKey): Promise<Result<AccessPathObject | undefined, Problem>> {
    return ask(this.faults, 'reading an AccessPath', () => ok(this.stored.get(formatKey(key))?.object));
  }

  writeStatus(object: AccessPathObject, status: AccessPathStatus): Promise<Result<void, Problem>> {
    return this.change('writing the status', object, (stored) => {
      this.put({ ...stored, object: { ...stored.object, status } });
    });
  }

  setFinalizer(object: AccessPathObject, wanted: 'present' | 'absent'): Promise<Result<void, Problem>> {
    const hasFinalizer = wanted === 'present';
    if (object.hasFinalizer === hasFinalizer) return Promise.resolve(ok(undefined));
    return this.change('setting the finalizer', object, (stored) => {
      this.put({ ...stored, object: { ...stored.object, hasFinalizer } });
    });
  }

  onChange(listener: (key: ObjectKey) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** As `kubectl apply` does. */
  apply(key: ObjectKey, { spec, takeOverFrom, finalizers = [] }: AppliedObject): void {
    const before = this.stored.get(formatKey(key))?.object ?? this.fresh(key);
    const isEdit = JSON.stringify(before.spec) !== JSON.stringify(spec);
    const generation = before.generation + (isEdit ? 1 : 0);
    this.put({ object: { ...before, spec, takeOverFrom, generation }, otherFinalizers: finalizers });
  }

  /** As `kubectl delete --wait=false`. */
  remove(key: ObjectKey): void {
    const stored = this.stored.get(formatKey(key));
    if (stored !== undefined) this.put({ ...stored, object: { ...stored.object, isDeleting: true } });
  }

  /** What a restored backup leaves: the object as somebody applied it, and no status. */
  loseStatus(key: ObjectKey): void {
    const stored = this.stored.get(formatKey(key));
    if (stored !== undefined) this.put({ ...stored, object: { ...stored.object, status: undefined } });
  }

  private fresh(key: ObjectKey): AccessPathObject {
    this.serial += 1;
    return {
      ...{
        key,
        uid: `uid-${this.serial}`,
        generation: 0,
        createdAt: START + this.serial * 1000,
        version: '',
      },
      ...{ isDeleting: false, hasFinalizer: false, takeOverFrom: undefined },
      ...{ spec: undefined, status: undefined },
    };
  }

  private change(
    operation: string,
    object: AccessPathObject,
    write: (stored: Stored) => void,
  ): Promise<Result<void, Problem>> {
    return ask(this.faults, operation, () => {
      const stored = this.stored.get(formatKey(object.key));
      const isStale = stored?.object.version !== object.version || this.faults.conflictNext;
      this.faults.conflictNext = false;
      if (stored === undefined || isStale)
        return failed({ kind: 'kubernetes-conflict', operation, object: formatKey(object.key) });
      write(stored);
      return ok(undefined);
    });
  }

  /** Keeps it under a new version, unless nobody keeps it any more. */
  private put({ object, otherFinalizers }: Stored): void {
    this.serial += 1;
    const name = formatKey(object.key);
    const isGone = object.isDeleting && !object.hasFinalizer && otherFinalizers.length === 0;
    if (isGone) this.stored.delete(name);
    else this.stored.set(name, { object: { ...object, version: String(this.serial) }, otherFinalizers });
    for (const listener of [...this.listeners]) listener(object.key);
  }
}
