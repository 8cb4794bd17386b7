import { never } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { BoundedCommandRunner, runExpectingZero, SpawnLauncher, systemClock } from '../src/index.js';

test('a secret argument appears in no message, whether the tool repeats it or the label names it (H31)', async () => {
  const secret = 'canary-4711';
  const runner = new BoundedCommandRunner(new SpawnLauncher(), systemClock);
  const result = await runExpectingZero(
    runner,
    {
      tool: 'sh',
      args: ['-c', 'echo "bad password $1" >&2; exit 5', 'sh', secret],
      secretArgs: [3],
      label: `login with ${secret}`,
      deadlineMs: 5000,
    },
    never,
  );
  expect(result).toEqual({
    ok: false,
    problem: { kind: 'tool-failed', tool: 'login with ***', exitCode: 5, detail: 'bad password ***' },
  });
});
