import { Unavailable } from '@twinsite/sanity';
import { expect, it, vi } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-code.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { Stopped } from '../../src/cli/stop-signal.js';
import { LabRefused } from '../../src/host/lab-refused.js';

it('tells usage, refusal, stop and defect apart', () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  expect(exitCodeOf(new UsageError('which guest?'))).toBe(64);
  expect(exitCodeOf(new LabRefused('needs root'))).toBe(69);
  expect(exitCodeOf(new Unavailable('needs Go'))).toBe(69);
  expect(exitCodeOf(new Stopped('SIGINT'))).toBe(130);
  expect(exitCodeOf(new Error('aborted', { cause: new Stopped('SIGTERM') }))).toBe(143);
  expect(exitCodeOf(new Error('bug'))).toBe(70);
  expect(said.slice(0, 3)).toEqual(['which guest?\n', 'needs root\n', 'needs Go\n']);
  expect(said[3]).toContain('the lab failed: Error: bug');
});
