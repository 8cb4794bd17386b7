import type { Problem } from '@twinsite/domain';

/** Whether the array answered with one of these statuses. */
export function refusedWith(problem: Problem, ...statuses: readonly number[]): boolean {
  return problem.kind === 'array-refused' && statuses.includes(problem.status);
}

/** How the array may refuse a duplicate or something it cannot do: most operations declare no 409. */
export const refusedAsUnfit = (problem: Problem): boolean => refusedWith(problem, 400, 404, 409);
