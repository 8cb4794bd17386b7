import type { Problem } from '../shared/problem.js';

/** Whether a creation may have happened in spite of the problem, or somebody else may have been faster: look again. */
export const leavesOpen = ({ kind }: Problem): boolean =>
  kind === 'outcome-unknown' ||
  kind === 'volume-differs' ||
  kind === 'snapshot-differs' ||
  kind === 'array-refused';
