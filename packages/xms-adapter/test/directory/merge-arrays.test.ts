import type { ArrayCredentials } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import {
  mergeArrays,
  type ListedArray,
  type MissingCredentials,
  type SeenAccessPath,
} from '../../src/index.js';
import { traits } from '../transport/an-array.js';
import { listed, secret } from './a-directory.js';

const seen = (
  name: string,
  managers: readonly string[],
  credentials: ArrayCredentials | MissingCredentials = secret('csi'),
  createdAt = 0,
): SeenAccessPath => ({ key: { namespace: 'storage', name }, createdAt, managers, credentials });

const lost: MissingCredentials = { kind: 'missing', reason: 'Secret storage/array is not there' };

const merged = (
  accessPaths: readonly SeenAccessPath[],
  configured: readonly ListedArray[] = [],
  said: Readonly<Record<string, string>> = {},
) => {
  const managerArrays = new Map(Object.entries(said).map(([host, array]) => [`${host}:8056`, array]));
  const { arrays, findings } = mergeArrays({ configured, accessPaths, traits, managerArrays });
  const short = arrays.map(({ name, managers, otherManagers = [], credentials }) => ({
    name,
    managers,
    otherManagers,
    user: credentials.kind === 'password' ? credentials.user : credentials.kind,
  }));
  return {
    short,
    findings: findings.map(({ accessPath, reason }) => `${accessPath.name} ${reason}`),
    raw: findings,
  };
};

const at = (host: string): string => `http://${host}:8056`;

describe('the list of arrays', () => {
  it('has one array for AccessPaths that share a manager, with the managers of all, named after the first', () => {
    const { short, findings } = merged([seen('ap-1', ['m1', 'm2']), seen('ap-2', ['m3', 'm2'])]);
    expect(short).toEqual([
      { name: 'm1:8056', managers: [at('m1'), at('m2'), at('m3')], otherManagers: [], user: 'csi' },
    ]);
    expect(findings).toEqual([]);
  });

  it('takes the entry of the configuration for an array that it names, with its traits', () => {
    const { short, findings } = merged([seen('ap-1', ['10.0.0.1:8056', 'm2'])], [listed('one', '10.0.0.1')]);
    expect(short).toEqual([
      { name: 'one', managers: ['10.0.0.1'], otherManagers: [at('m2')], user: 'one-user' },
    ]);
    expect(findings).toEqual(['ap-1 OtherCredentialsUsed']);
  });

  it('takes the credentials of the oldest AccessPath, and never sends them to managers that only others name', () => {
    const young = seen('a', ['m1', 'evil'], secret('thief'), 2_000);
    const old = seen('b', ['m1', 'm2'], secret('csi'), 1_000);
    const { short, findings, raw } = merged([young, old]);
    expect(short).toEqual([
      { name: 'm1:8056', managers: [at('m1'), at('m2')], otherManagers: [at('evil')], user: 'csi' },
    ]);
    expect(findings).toEqual(['a OtherCredentialsUsed']);
    expect(raw[0]?.message).toContain('those of storage/b');
    expect(JSON.stringify(raw)).not.toContain('"secret"');
  });

  it('takes credentials that can be had before older ones that cannot', () => {
    const { short, findings } = merged([seen('a', ['m1', 'm2'], lost), seen('b', ['m2'], secret('csi'), 9)]);
    expect(short).toEqual([
      { name: 'm1:8056', managers: [at('m2')], otherManagers: [at('m1')], user: 'csi' },
    ]);
    expect(findings).toEqual(['a OtherCredentialsUsed']);
  });

  it('has an array whose credentials cannot be had, so that nothing is called missing on its account', () => {
    expect(merged([seen('a', ['m1'], lost)]).short).toEqual([
      { name: 'm1:8056', managers: [at('m1')], otherManagers: [], user: 'missing' },
    ]);
  });

  it('has an AccessPath whose managers cannot be read as an array that cannot be asked', () => {
    const { short, findings } = merged([seen('a', ['not a host'])]);
    expect(short).toEqual([
      { name: 'AccessPath storage/a', managers: [], otherManagers: [], user: 'missing' },
    ]);
    expect(findings).toEqual(['a ManagerUnreadable']);
  });

  it('keeps configured arrays apart that an AccessPath names together, and cannot ask what else that one names', () => {
    const configured = [listed('one', '10.0.0.1'), listed('two', '10.0.0.2')];
    const { short, findings } = merged([seen('a', ['10.0.0.1', '10.0.0.2', 'm9'])], configured);
    expect(short.map(({ name, user }) => [name, user])).toEqual([
      ['one', 'one-user'],
      ['two', 'two-user'],
      ['AccessPath storage/a', 'missing'],
    ]);
    expect(findings).toEqual(['a ManagersOfSeveralArrays']);
  });

  const refused = (name: string, managers: readonly string[], createdAt = 0): SeenAccessPath => ({
    ...seen(name, managers, { kind: 'missing', reason: 'not allowed' }, createdAt),
    isRefused: true,
  });

  it('is not changed by an AccessPath that may not use its Secret, and has what it alone names as managers that cannot be asked', () => {
    const [one, two] = [seen('ap-1', ['m1']), seen('ap-2', ['m2'], secret('other'), 1)];
    const { short, findings } = merged([refused('evil', ['m1', 'm2', 'm3'], -1), one, two]);
    expect(short.slice(0, 2)).toEqual(merged([one, two]).short);
    expect(short.slice(2)).toEqual([
      { name: 'AccessPath storage/evil', managers: [], otherManagers: [at('m3')], user: 'missing' },
    ]);
    expect(findings).toEqual([]);
    expect(merged([one, refused('evil', ['m1'])]).short).toEqual(merged([one]).short);
  });

  it('keeps what two groups of AccessPaths add to one configured array, and the arrays beside it', () => {
    const configured = [listed('one', 'c1', 'c2'), listed('two', 'd1')];
    const { short } = merged([seen('ap-1', ['c1', 'm1']), seen('ap-2', ['c2', 'm2'])], configured);
    expect(short.map(({ name, otherManagers }) => [name, otherManagers])).toEqual([
      ['one', [at('m1'), at('m2')]],
      ['two', []],
    ]);
  });
});

describe('managers that say they are of different arrays', () => {
  const [A, B] = ['array-a', 'array-b'];
  const [one, two] = [seen('ap-1', ['m1', 'm2']), seen('ap-2', ['n1'])];

  it('are never one array, and the AccessPath that names them joins nothing', () => {
    const wrong = seen('wrong', ['m1', 'n1'], secret('csi'), -1);
    const { short, findings, raw } = merged([wrong, one, two], [], { m1: A, m2: A, n1: B });
    expect(short).toEqual(merged([one, two]).short);
    expect(findings).toEqual(['wrong ManagersOfSeveralArrays']);
    expect(raw[0]?.message).toBe(
      'spec.cluster_info.xmsServers of storage/wrong names managers of several arrays: m1:8056 is of array array-a, n1:8056 is of array array-b; name those of one',
    );
  });

  it('are listed as an array that cannot be asked when nobody else names them', () => {
    const { short } = merged([seen('wrong', ['m1', 'x1', 'n1']), two], [], { m1: A, n1: B });
    expect(short).toEqual([
      ...merged([two]).short,
      {
        name: 'AccessPath storage/wrong',
        managers: [],
        otherManagers: [at('m1'), at('x1')],
        user: 'missing',
      },
    ]);
  });

  it('are kept apart when only a manager that has not said joins them, and that one is not asked', () => {
    const chain = [seen('ap-1', ['m1', 'x']), seen('ap-2', ['x', 'n1'], secret('csi'), 1)];
    expect(merged(chain).short).toHaveLength(1);
    const { short, findings, raw } = merged(chain, [], { m1: A, n1: B });
    expect(short).toEqual([
      { name: 'm1:8056', managers: [at('m1')], otherManagers: [at('x')], user: 'csi' },
      { name: 'n1:8056', managers: [at('n1')], otherManagers: [], user: 'csi' },
    ]);
    expect(findings).toEqual(['ap-1 ManagersOfSeveralArrays', 'ap-2 ManagersOfSeveralArrays']);
    expect(raw[0]?.message).toContain('x:8056 has not said');
  });

  it('do not join a configured array of which another one of its managers says so', () => {
    const configured = [listed('one', 'c1', 'c2')];
    const { short, findings } = merged([seen('wrong', ['c2', 'n1'])], configured, { c1: A, n1: B });
    expect(short).toEqual([
      { name: 'one', managers: ['c1', 'c2'], otherManagers: [], user: 'one-user' },
      { name: 'AccessPath storage/wrong', managers: [], otherManagers: [at('n1')], user: 'missing' },
    ]);
    expect(findings).toEqual(['wrong ManagersOfSeveralArrays']);
  });

  it('are one array as before while they say the same, or nothing', () => {
    const both = [one, seen('ap-3', ['m2', 'm3'])];
    expect(merged(both, [], { m1: A, m2: A, m3: A })).toEqual(merged(both));
    expect(merged(both, [], { m1: A })).toEqual(merged(both));
  });
});
