import { expect, test } from 'vitest';
import { multipathConfig } from '../src/index.js';
import { TIMERS } from './support/two-sites.js';

test('multipath.conf is written on several lines, with one timeout for both places', () => {
  const text = multipathConfig({ vendor: 'XSKY', product: '.*', noPathSeconds: 60 }, TIMERS);
  expect(text).toContain('  fast_io_fail_tmo 2\n');
  expect(text).toContain('  no_path_retry 60\n');
  expect(text.split('\n').filter((line) => /\{.*\}/.test(line))).toEqual([]);
  expect(text.match(/\{/g)).toHaveLength(text.match(/\}/g)?.length ?? -1);
});
