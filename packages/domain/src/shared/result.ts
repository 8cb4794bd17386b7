/** The outcome of something a caller can act on. Defects and cancellation are exceptions instead. */
export type Result<T, E> = Ok<T> | Failed<E>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<E> {
  readonly ok: false;
  readonly problem: E;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const failed = <E>(problem: E): Failed<E> => ({ ok: false, problem });

/** All values, or the first problem in order. */
export function all<T, E>(results: readonly Result<T, E>[]): Result<readonly T[], E> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}
