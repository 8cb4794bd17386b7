import { ArrayWatch, failed, never, type ArrayDirectory, type Problem, type Result } from '@twinsite/domain';
import { ManualClock } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { cachedReadiness } from '../src/readiness/cached-readiness.js';

type Answer = () => Result<readonly never[], Problem>;

function watched(...answers: readonly Answer[]) {
  const clock = new ManualClock();
  const listed = answers.map((answer, index) => ({
    name: `array-${index + 1}`,
    pools: { list: () => Promise.resolve(answer()) },
  }));
  const arrays = { listed: () => listed } as unknown as ArrayDirectory;
  return { clock, watch: new ArrayWatch(arrays, clock) };
}

const dark: Problem = { kind: 'array-unreachable', array: 'array-1', tried: [] };

test('a controller is unready only when no manager of any array has answered for two minutes (H12)', async () => {
  const { clock, watch } = watched(() => failed(dark));
  for (const seconds of [0, 60, 59]) {
    clock.advance(seconds * 1000);
    expect(watch.look(never).ready).toBe(true);
    await Promise.resolve();
  }
  clock.advance(2000);
  expect(watch.look(never)).toEqual({
    ready: false,
    why: 'no manager of any array (array-1) has answered for 121 s',
  });
  watch.heard();
  expect(watch.look(never)).toEqual({ ready: true });
});

test('a refusal is an answer, and a silent controller asks by itself', async () => {
  const { clock, watch } = watched(() => failed({ kind: 'array-denied', array: 'array-1', detail: 'no' }));
  clock.advance(200_000);
  expect(watch.look(never).ready).toBe(false);
  await new Promise((resolve) => setImmediate(resolve));
  expect(watch.look(never)).toEqual({ ready: true });
});

test('a Secret that is missing makes no controller unready, and hides no array that is dark', async () => {
  const lost = () => failed({ kind: 'credentials-missing', array: 'array-1', detail: 'no Secret' } as const);
  for (const [answers, ready] of [
    [[lost], true],
    [[lost, () => failed(dark)], false],
  ] as const) {
    const { clock, watch } = watched(...answers);
    clock.advance(200_000);
    expect(watch.look(never).ready).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(watch.look(never).ready).toBe(ready);
  }
});

test('a controller without arrays of its own is ready: requests bring them', () => {
  const clock = new ManualClock();
  const arrays = { listed: () => [] } as unknown as ArrayDirectory;
  const watch = new ArrayWatch(arrays, clock);
  clock.advance(10_000_000);
  expect(watch.look(never)).toEqual({ ready: true });
});

test('a check that hangs makes the driver unready within 2 s, and never an error', async () => {
  const ask = cachedReadiness(() => new Promise(() => undefined));
  const begun = performance.now();
  expect(await ask()).toEqual({ ready: false, why: 'the last check of this node has not ended' });
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('checks are joined and their answer is kept for a while', async () => {
  let checks = 0;
  const ask = cachedReadiness(() => {
    checks += 1;
    return Promise.resolve({ ready: true });
  });
  await Promise.all([ask(), ask()]);
  await ask();
  expect(checks).toBe(1);
});
