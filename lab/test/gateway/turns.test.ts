import { expect, it } from 'vitest';
import { Turns } from '../../src/gateway/turns.js';

it('runs same keys in order, even after a failure, and different keys side by side', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const first = turns.take('a', async () => {
    await gate;
    seen.push('first');
    throw new Error('first fails');
  });
  const second = turns.take('a', () => Promise.resolve(seen.push('second')));
  await turns.take('b', () => Promise.resolve(seen.push('other key')));
  open();
  await expect(first).rejects.toThrow('first fails');
  await second;
  expect(seen).toEqual(['other key', 'first', 'second']);
});
