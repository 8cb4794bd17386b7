import { ok, type Problem, type Result } from '@twinsite/domain';

/** Does `work` for each item, at most `limit` at a time. The first problem ends it: nothing new is begun. */
export async function boundedAll<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<Result<R, Problem>>,
): Promise<Result<readonly R[], Problem>> {
  const results = new Map<number, R>();
  const queue = items.entries();
  let problem: Extract<Result<R, Problem>, { ok: false }> | undefined;
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (problem !== undefined) return;
      const result = await work(item);
      if (result.ok) results.set(index, result.value);
      else problem ??= result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return problem ?? ok([...results.entries()].sort(([a], [b]) => a - b).map(([, value]) => value));
}
