import type { Difference } from '../compare/compare-objects.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';
import type { Layer } from '../set/layer.js';

/**
 * `create`, `update`: applied. `free`: the uid of a claim of before is taken from the volume, then applied. `replace`: an
 * immutable Secret or ConfigMap of ours is deleted and made again. `patch`: only what `patch` says. `leave`: it is there and
 * not ours to change. `hold`: not made while the group stands still. `none`: it is as it should be.
 */
export type Action = 'create' | 'update' | 'free' | 'replace' | 'patch' | 'leave' | 'hold' | 'none';

export interface Judgement {
  readonly action: Action;
  readonly differences: readonly Difference[];
  /** Why, where the action alone does not say. */
  readonly note?: string;
  readonly patch?: Readonly<Record<string, unknown>>;
  /** What is applied, where it is not all that is wanted. */
  readonly applied?: ClusterObject;
  /** Fields of other managers are taken. */
  readonly force?: boolean;
}

/** What a restore does with one object of the set. */
export interface Step extends Judgement {
  readonly layer: Layer;
  /** Undefined: the server will know it once the set's definitions are there. */
  readonly kind: ObjectKind | undefined;
  readonly wanted: ClusterObject;
  readonly live: ClusterObject | undefined;
}

const WRITES: ReadonlySet<Action> = new Set(['create', 'update', 'free', 'replace', 'patch']);

export const isWrite = ({ action }: Pick<Step, 'action'>): boolean => WRITES.has(action);
