import { expect, test } from 'vitest';
import { multipathConfig } from '../src/index.js';

test('multipath.conf is written on several lines, and leaves each session the timeout of its record (H15)', () => {
  const text = multipathConfig({ vendor: 'XSKY', product: '.*', noPathSeconds: 60 });
  expect(text).toContain('  fast_io_fail_tmo off\n');
  expect(text).toContain('  no_path_retry 60\n');
  expect(text.split('\n').filter((line) => /\{.*\}/.test(line))).toEqual([]);
  expect(text.match(/\{/g)).toHaveLength(text.match(/\}/g)?.length ?? -1);
});
