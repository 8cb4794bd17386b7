import { failed, ok } from '@twinsite/domain';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { followArrays } from '../src/background/follow-arrays.js';

test('a cluster without any AccessPath has its list of arrays as soon as they have been listed', async () => {
  const answers = [
    failed({ kind: 'kubernetes-unsynced', resource: 'accesspaths' } as const),
    ok({ arrays: [], findings: [] }),
  ];
  let passes = 0;
  const isListed = new Promise<void>((resolve) => {
    const loop = followArrays({
      pass: () => Promise.resolve(answers[passes++] ?? ok({ arrays: [], findings: [] })),
      log: pino({ enabled: false }),
      told: () => undefined,
      changed: () => {
        resolve();
        void loop.stop();
      },
    });
  });
  await isListed;
  expect(passes).toBe(2);
}, 10_000);
