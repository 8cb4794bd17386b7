import { describe, expect, it } from 'vitest';
import { parseManager, parseManagers } from '../../src/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';

describe('a manager entry', () => {
  it.each([
    ['10.0.0.1', 'http://10.0.0.1:8056'],
    ['10.0.0.1:8051', 'http://10.0.0.1:8051'],
    ['http://xms.example', 'http://xms.example:8056'],
    ['https://xms.example:443/', 'https://xms.example:443'],
    ['[fd00::1]', 'http://[fd00::1]:8056'],
    ['[fd00::1]:8051', 'http://[fd00::1]:8051'],
    [' XMS-1.Example ', 'http://xms-1.example:8056'],
  ])('%s means %s', (text, origin) => {
    expect(expectOk(parseManager(text, 'xmsServers')).origin).toBe(origin);
  });

  it.each(['', 'ftp://x', 'a b', 'host:0', 'host:70000', 'http://host/path', 'user@host', 'fd00::1'])(
    '%j is refused with the field and the value',
    (text) => {
      const problem = expectProblem(parseManager(text, 'xmsServers'), 'invalid-request');
      expect([problem.field, problem.value]).toEqual(['xmsServers', text]);
    },
  );

  it('is kept once, where it stands first', () => {
    const managers = expectOk(parseManagers(['b', 'a:8056', 'http://B:8056'], 'xmsServers'));
    expect(managers.map(({ label }) => label)).toEqual(['b:8056', 'a:8056']);
  });
});
