import type { HookMoment } from './hook.js';

/** A hook of a move did not do what it should, and its word counts. */
export interface HookProblem {
  readonly kind: 'hook-failed';
  readonly hook: string;
  readonly when: HookMoment;
  readonly detail: string;
}
