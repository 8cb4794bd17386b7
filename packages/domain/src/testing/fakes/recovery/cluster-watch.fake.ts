import { labelMatcher } from '../../../recovery/closure/label-matcher.js';
import type { ClusterObject } from '../../../recovery/objects/cluster-object.js';
import { apiVersionOfKind, type ObjectKind } from '../../../recovery/objects/object-kind.js';
import { formatRef, refOf } from '../../../recovery/objects/object-ref.js';
import type { ObjectSelection } from '../../../recovery/ports/cluster-objects.port.js';
import type { ClusterChange, ClusterWatch } from '../../../recovery/ports/cluster-watch.port.js';
import type { CancelSignal } from '../../../shared/cancel-signal.js';
import { stoppedProblem } from '../../../shared/stopped-problem.js';

interface Change {
  readonly version: number;
  readonly before: ClusterObject | undefined;
  readonly object: ClusterObject;
  readonly gone: boolean;
}

/** What an API server tells of objects that are put there and removed. */
export class FakeClusterWatch implements ClusterWatch {
  readonly #objects = new Map<string, ClusterObject>();
  readonly #watches = new Set<() => void>();
  #history: Change[] = [];
  #version = 100;
  #forgotten = 0;

  get version(): string {
    return String(this.#version);
  }

  put(object: ClusterObject): void {
    const key = formatRef(refOf(object));
    const before = this.#objects.get(key);
    this.#objects.set(key, object);
    this.#tell(before, object, false);
  }

  remove(object: ClusterObject): void {
    const key = formatRef(refOf(object));
    const before = this.#objects.get(key);
    if (before !== undefined && this.#objects.delete(key)) this.#tell(before, before, true);
  }

  /** Whoever would go on from before must list again. */
  forget(): void {
    this.#history = [];
    this.#version += 1;
    this.#forgotten = this.#version;
    for (const wake of this.#watches) wake();
  }

  async *watch(
    kind: ObjectKind,
    within: ObjectSelection,
    version: string,
    signal: CancelSignal,
  ): AsyncGenerator<ClusterChange, void> {
    const matches = matching(kind, within);
    let seen = Number(version);
    while (!signal.aborted) {
      if (seen < this.#forgotten) {
        yield { type: 'expired' };
        return;
      }
      const missed = this.#history.filter((change) => change.version > seen);
      seen = this.#version;
      yield* missed.flatMap((change) => told(change, matches));
      if (seen === this.#version) await this.#change(signal);
    }
    yield { type: 'ended', problem: stoppedProblem(signal, `watch ${kind.plural}`, 0) };
  }

  #tell(before: ClusterObject | undefined, object: ClusterObject, gone: boolean): void {
    this.#version += 1;
    this.#history.push({ version: this.#version, before, object, gone });
    for (const wake of this.#watches) wake();
  }

  /** Until something happens or the signal fires. */
  async #change(signal: CancelSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((wake) => {
      const done = (): void => {
        this.#watches.delete(done);
        signal.removeEventListener('abort', done);
        wake();
      };
      this.#watches.add(done);
      signal.addEventListener('abort', done);
    });
  }
}

type Match = (object: ClusterObject) => boolean;

function matching(kind: ObjectKind, { namespace, labelSelector }: ObjectSelection): Match {
  const labelled = labelSelector === undefined ? () => true : labelMatcher(labelSelector);
  return ({ apiVersion, kind: name, metadata }) =>
    name === kind.kind &&
    apiVersion === apiVersionOfKind(kind) &&
    (namespace === undefined || metadata.namespace === namespace) &&
    labelled(metadata.labels ?? {});
}

/** An object that comes to match has changed, one that no longer does is removed. */
function told({ before, object, gone, version }: Change, matches: Match): readonly ClusterChange[] {
  const did = before !== undefined && matches(before);
  const does = !gone && matches(object);
  if (does) return [{ type: 'changed', object, version: String(version) }];
  return did ? [{ type: 'removed', object, version: String(version) }] : [];
}
