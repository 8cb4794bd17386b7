import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigProblems } from '@twinsite/domain';
import { afterAll, expect, it } from 'vitest';
import { readArrays } from '../../src/index.js';

const directory = mkdtempSync(join(tmpdir(), 'twinsite-words-'));
const tokenFile = join(directory, 'token');
writeFileSync(tokenFile, 'a-token');
afterAll(() => rmSync(directory, { recursive: true }));

const read = (vip: unknown) => {
  const problems = new ConfigProblems();
  const entry = {
    name: 'one',
    managers: ['10.0.0.1'],
    credentials: { tokenFile },
    ...(vip === undefined ? {} : { vip }),
  };
  const [array] = readArrays([entry], 'arrays', problems);
  return { words: array?.vipWords, problems: problems.list.map(({ where }) => where) };
};

it('the words of a VIP group are as configured, each with a default, and a wrong key is named', () => {
  expect(read(undefined)).toEqual({ words: undefined, problems: [] });
  expect(read({ resourceType: 'access_path' })).toEqual({
    words: { network: 'gateway', resourceType: 'access_path' },
    problems: [],
  });
  expect(read({ networks: 'x' }).problems).toEqual(['arrays[0].vip.networks']);
});
