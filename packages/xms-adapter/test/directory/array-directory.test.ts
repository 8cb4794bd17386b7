import { describe, expect, it } from 'vitest';
import { createArrayDirectory, type ListedArray } from '../../src/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { directoryOf, listed, secret } from './a-directory.js';

describe('resolving an array', () => {
  it('without managers means the only one listed', () => {
    const directory = directoryOf([listed('one', '10.0.0.1')]);
    expect(expectOk(directory.resolve({ managers: [], credentials: undefined })).name).toBe('one');
  });

  it('without managers is refused when several are listed, and names them', () => {
    const directory = directoryOf([listed('one', '10.0.0.1'), listed('two', '10.0.0.2')]);
    const problem = expectProblem(
      directory.resolve({ managers: [], credentials: undefined }),
      'invalid-request',
    );
    expect(problem.remedy).toContain('one, two');
  });

  it('by any common manager finds the listed one, whatever the scheme', () => {
    const directory = directoryOf([listed('one', '10.0.0.1', '10.0.0.2'), listed('two', '10.0.0.3')]);
    const managers = ['https://10.0.0.2:8056', '10.0.0.9'];
    expect(expectOk(directory.resolve({ managers, credentials: undefined })).name).toBe('one');
  });

  it('by managers of two arrays is refused', () => {
    const directory = directoryOf([listed('one', '10.0.0.1'), listed('two', '10.0.0.2')]);
    const managers = ['10.0.0.1', '10.0.0.2'];
    const refused = directory.resolve({ managers, credentials: undefined });
    expect(expectProblem(refused, 'managers-of-several-arrays').managers).toEqual([
      { manager: '10.0.0.1:8056', array: 'one' },
      { manager: '10.0.0.2:8056', array: 'two' },
    ]);
  });

  it.each([
    ['without credentials', undefined],
    ['with a secret of its own', secret('x')],
  ])('by unknown managers is array-not-listed %s', (_when, credentials) => {
    const directory = directoryOf([listed('one', '10.0.0.1')]);
    const answer = directory.resolve({ managers: ['10.9.9.9'], credentials });
    const problem = expectProblem(answer, 'array-not-listed');
    expect(problem).toMatchObject({ managers: ['10.9.9.9'], listed: ['one'] });
  });

  it('with a broken manager entry names field and value', () => {
    const directory = directoryOf([listed('one', '10.0.0.1')]);
    const problem = expectProblem(
      directory.resolve({ managers: ['a b'], credentials: undefined }),
      'invalid-request',
    );
    expect([problem.field, problem.value]).toEqual(['xmsServers', 'a b']);
  });
});

describe('the configuration', () => {
  it.each<[string, readonly ListedArray[], string]>([
    ['two arrays of one name', [listed('one', '10.0.0.1'), listed('one', '10.0.0.2')], 'arrays[1].name'],
    [
      'one manager in two arrays',
      [listed('one', '10.0.0.1'), listed('two', '10.0.0.1:8056')],
      'arrays[1].managers',
    ],
    ['an array without managers', [listed('one')], 'arrays[0].managers'],
    ['a broken manager', [listed('one', 'a b')], 'arrays[0].managers'],
  ])('with %s is refused and names the place', (_what, arrays, field) => {
    expect(expectProblem(createArrayDirectory({ arrays }), 'invalid-request').field).toBe(field);
  });
});
