import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { expect, it } from 'vitest';
import { boundedAll } from '../../src/client/bounded.js';

const items = Array.from({ length: 100 }, (_, index) => index);
const cancelled: Problem = { kind: 'cancelled', operation: 'test' };

it('does no more than so many at once, and answers in the order of the items', async () => {
  let [running, most] = [0, 0];
  const work = async (item: number): Promise<Result<number, Problem>> => {
    running += 1;
    most = Math.max(most, running);
    for (let turns = item % 3; turns >= 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return ok(item * 2);
  };
  expect(await boundedAll(items, 8, work)).toEqual(ok(items.map((item) => item * 2)));
  expect(most).toBe(8);
  expect(await boundedAll([], 8, work)).toEqual(ok([]));
});

it('begins nothing new after the first problem, and answers it', async () => {
  const begun: number[] = [];
  const work = (item: number): Promise<Result<number, Problem>> => {
    begun.push(item);
    return Promise.resolve(item === 10 ? failed(cancelled) : ok(item));
  };
  expect(await boundedAll(items, 4, work)).toEqual(failed(cancelled));
  expect(begun.length).toBeLessThan(20);
});
