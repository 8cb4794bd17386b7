import type { Result } from '../shared/result.js';

/** Throws with both values when they differ. The domain has no test library, so this is its one assertion. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [show(actual), show(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}

export function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`${what}: does not hold`);
}

/** The value, or an error that shows the problem. */
export function expectOk<T, E>(result: Result<T, E>, what: string): T {
  if (!result.ok) throw new Error(`${what}: expected success, got ${show(result.problem)}`);
  return result.value;
}

export function expectProblem<T, E extends { readonly kind: string }>(
  result: Result<T, E>,
  kind: string,
  what: string,
): E {
  if (result.ok) throw new Error(`${what}: expected the problem ${kind}, got success`);
  if (result.problem.kind !== kind)
    throw new Error(`${what}: expected the problem ${kind}, got ${show(result.problem)}`);
  return result.problem;
}

/** Looks again until the value is as expected, at most `looks` times: for what a third party may disturb for a moment. */
export async function expectSoon<T>(
  look: () => Promise<T>,
  expected: T,
  what: string,
  looks = 100,
): Promise<void> {
  let seen = await look();
  for (let again = 1; again < looks && show(seen) !== show(expected); again += 1) seen = await look();
  expectEqual(seen, expected, what);
}

/** As JSON with sorted keys: in which order an implementation fills an object is nobody's concern. */
function show(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner.toString()}n`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
