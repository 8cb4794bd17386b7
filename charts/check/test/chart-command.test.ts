import { UsageError } from '@twinsite/lab';
import { expect, test } from 'vitest';
import { parseCommand } from '../src/cli/chart-command.js';

test('without words the chart is checked', () => {
  expect(parseCommand([])).toEqual({ verb: 'check' });
});

test('the words after render are helm’s', () => {
  expect(parseCommand(['render', '--set', 'clusterId=c1'])).toEqual({
    verb: 'render',
    words: ['--set', 'clusterId=c1'],
  });
});

test('anything else is refused with what there is', () => {
  const message = 'cannot read `check all`: give check, render, deploy-yaml or help';
  expect(() => parseCommand(['check', 'all'])).toThrow(new UsageError(message));
});
