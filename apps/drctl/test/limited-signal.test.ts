import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { limitedSignal } from '../src/actions/limited-signal.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** As a call listens: nobody else holds the signal. */
function heard(ms: number, parent: AbortSignal): { reasons: unknown[] } {
  const seen: { reasons: unknown[] } = { reasons: [] };
  const signal = limitedSignal([parent], ms);
  signal.addEventListener('abort', () => seen.reasons.push((signal.reason as { name?: string }).name));
  return seen;
}

it('a deadline is never lost to the garbage collector while somebody listens', async () => {
  const seen = Array.from({ length: 50 }, () => heard(100, new AbortController().signal));
  collect();
  await expect.poll(() => seen.every(({ reasons }) => reasons[0] === 'TimeoutError')).toBe(true);
});

it('fires once, with the reason of what came first', () => {
  const parent = new AbortController();
  const signal = limitedSignal([parent.signal], 60_000);
  parent.abort(new Error('interrupted'));
  expect(signal.reason).toEqual(new Error('interrupted'));
  expect(limitedSignal([AbortSignal.abort('done')], 60_000).reason).toBe('done');
});
