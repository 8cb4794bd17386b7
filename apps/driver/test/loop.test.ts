import { expect, test } from 'vitest';
import { KeyedLoops } from '../src/background/keyed-loops.js';
import { startLoop, type LoopOrder } from '../src/background/loop.js';

const HOUR = 3_600_000;
const order = (pass: LoopOrder['pass'], change: Partial<LoopOrder> = {}): LoopOrder => ({
  pass,
  everyMs: HOUR,
  gapMs: 1,
  limitMs: HOUR,
  onDefect: () => undefined,
  ...change,
});

test('a kick during a pass is not lost, and many kicks are one pass', async () => {
  let passes = 0;
  let release = (): void => undefined;
  const loop = startLoop(
    order(async () => {
      passes += 1;
      if (passes === 1) await new Promise<void>((resolve) => (release = resolve));
      return undefined;
    }),
  );
  for (let kick = 0; kick < 5; kick += 1) loop.kick();
  release();
  await expect.poll(() => passes).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(passes).toBe(2);
  await loop.stop();
});

test('a pass says when the next one comes, and a mistake does not end the loop', async () => {
  const defects: unknown[] = [];
  let passes = 0;
  const pass = (): Promise<number> => {
    passes += 1;
    if (passes === 2) throw new Error('a mistake of ours');
    return Promise.resolve(1);
  };
  const loop = startLoop(order(pass, { onDefect: (error) => void defects.push(error) }));
  await expect.poll(() => passes).toBe(2);
  loop.kick();
  await expect.poll(() => passes).toBeGreaterThan(2);
  expect(defects).toHaveLength(1);
  await loop.stop();
});

test('a stop cancels the pass under way and waits for it', async () => {
  let ended = false;
  const loop = startLoop(
    order(
      (signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            ended = true;
            resolve(undefined);
          }),
        ),
    ),
  );
  await loop.stop();
  expect(ended).toBe(true);
});

test('one pass at a time for a key, keys do not wait for each other, and a key that is done is forgotten', async () => {
  const running = new Map<string, number>();
  const seen: string[] = [];
  let most = 0;
  const loops = new KeyedLoops({
    ...order(() => Promise.resolve(undefined)),
    pass: async (key, signal) => {
      running.set(key, (running.get(key) ?? 0) + 1);
      most = Math.max(most, running.get(key) ?? 0);
      seen.push(key);
      if (key === 'stuck') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      running.set(key, (running.get(key) ?? 0) - 1);
      return 'done';
    },
  });
  for (const key of ['stuck', 'a', 'stuck', 'a', 'b']) loops.kick(key);
  await expect.poll(() => seen.filter((key) => key === 'a').length).toBeGreaterThanOrEqual(2);
  expect(seen).toContain('b');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = seen.length;
  loops.kick('b');
  await expect.poll(() => seen.length).toBe(before + 1);
  expect(most).toBe(1);
  await loops.stop();
  loops.kick('a');
  expect(seen).toHaveLength(before + 1);
});
