import type { Problem, Result } from '@twinsite/domain';

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

export function problemOf<T>(result: Result<T, Problem>): Problem {
  if (result.ok) throw new Error('no problem came back');
  return result.problem;
}
