import { ok, type Problem, type Result } from '@twinsite/domain';
import { expect, it } from 'vitest';
import { AgedCache } from '../../src/client/aged-cache.js';

it('an answer that was asked for before its key was forgotten is given, and not kept', async () => {
  const cache = new AgedCache<string>(8, 1_000, () => 0);
  let answer: (value: Result<string, Problem>) => void = () => undefined;
  const asking = cache.getOrRead('path', () => new Promise((resolve) => (answer = resolve)));
  cache.forget('path');
  answer(ok('before'));
  expect(await asking).toEqual(ok('before'));
  expect(await cache.getOrRead('path', () => Promise.resolve(ok('after')))).toEqual(ok('after'));
});
