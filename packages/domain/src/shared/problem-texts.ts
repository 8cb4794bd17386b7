import type { Problem, ProblemKind } from './problem.js';

/** A sentence for each kind; adding a kind without one does not compile. */
export type ProblemTexts<Kinds extends ProblemKind> = {
  readonly [Kind in Kinds]: (problem: Extract<Problem, { kind: Kind }>) => string;
};

export const listOr = (names: readonly string[], none: string): string =>
  names.length === 0 ? none : names.join(', ');
