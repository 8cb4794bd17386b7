import type { Clock } from '../../shared/clock.port.js';
import type { Problem } from '../../shared/problem.js';
import type { OperationJournal } from '../journal/operation-journal.port.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { Layer } from '../set/layer.js';
import type { Action } from './step.js';

export interface RestorePorts {
  readonly target: ClusterObjects;
  readonly journal: OperationJournal;
  readonly clock: Clock;
  readonly progress: RestoreProgress;
}

/** What an operator sees while it runs; it decides nothing. */
export interface RestoreProgress {
  tell(event: RestoreEvent): void;
}

export type RestoreEvent =
  | { readonly type: 'layer'; readonly layer: Layer; readonly writes: number }
  | { readonly type: 'step'; readonly layer: Layer; readonly object: string; readonly action: Action }
  | { readonly type: 'waiting'; readonly what: string; readonly done: number; readonly total: number }
  | { readonly type: 'problem'; readonly problem: Problem };
