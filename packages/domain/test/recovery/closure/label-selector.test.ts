import { parseLabelSelector } from '@twinsite/domain';
import { expect, test } from 'vitest';

test.each([
  ['app=web', [{ key: 'app', operator: 'in', values: ['web'] }]],
  [
    'app==web,tier!=cache',
    [
      { key: 'app', operator: 'in', values: ['web'] },
      { key: 'tier', operator: 'notin', values: ['cache'] },
    ],
  ],
  [
    'track in (a, b),env notin (test)',
    [
      { key: 'track', operator: 'in', values: ['a', 'b'] },
      { key: 'env', operator: 'notin', values: ['test'] },
    ],
  ],
  [
    'team,!legacy',
    [
      { key: 'team', operator: 'exists', values: [] },
      { key: 'legacy', operator: 'absent', values: [] },
    ],
  ],
])('%s is read as kubectl reads it', (text, terms) => {
  expect(parseLabelSelector(text)).toEqual(terms);
});

test.each(['', 'a,', 'app=we b', 'app in a', '=x', 'a in (b'])(
  '"%s" is no selector, and never takes everything',
  (text) => {
    expect(parseLabelSelector(text)).toBeUndefined();
  },
);
