import type { KeptClass } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { createArrayDirectory, mergeClasses, type ListedArray } from '../../src/index.js';
import { traits } from '../transport/an-array.js';
import { listed, secret } from './a-directory.js';

const kept = (managers: readonly string[], user = 'csi', keptAt = 0): KeptClass => ({
  managers,
  credentials: secret(user),
  keptAt,
});

const at = (host: string): string => `http://${host}:8056`;

function merged(
  classes: readonly KeptClass[],
  { configured = [], unreadable = [] }: { configured?: readonly ListedArray[]; unreadable?: string[] } = {},
) {
  const arrays = mergeClasses({ configured, kept: { classes, unreadable }, traits });
  // Whatever was kept, the directory takes the list.
  expect(createArrayDirectory({ arrays })).toMatchObject({ ok: true });
  return arrays.map(({ name, managers, otherManagers = [], credentials }) => ({
    name,
    managers,
    otherManagers,
    user: credentials.kind === 'password' ? credentials.user : credentials.kind,
  }));
}

describe('arrays that StorageClasses brought', () => {
  it('are listed by their managers, one array for those that share one', () => {
    expect(merged([kept(['m1', 'm2']), kept(['m3', 'm2']), kept(['n1'], 'other')])).toEqual([
      { name: 'm1:8056', managers: [at('m1'), at('m2'), at('m3')], otherManagers: [], user: 'csi' },
      { name: 'n1:8056', managers: [at('n1')], otherManagers: [], user: 'other' },
    ]);
  });

  it('are reached with the credentials that logged in last, which go to no manager of others', () => {
    const [old, young] = [kept(['m1', 'm2'], 'old', 1_000), kept(['m2', 'm3'], 'young', 2_000)];
    for (const classes of [
      [old, young],
      [young, old],
    ])
      expect(merged(classes)).toEqual([
        { name: 'm2:8056', managers: [at('m2'), at('m3')], otherManagers: [at('m1')], user: 'young' },
      ]);
  });

  it('are the configured ones where they share a manager with one of them', () => {
    const configured = [listed('one', '10.0.0.1')];
    expect(merged([kept(['10.0.0.1:8056', 'm2'])], { configured })).toEqual([
      { name: 'one', managers: ['10.0.0.1'], otherManagers: [at('m2')], user: 'one-user' },
    ]);
  });

  it('add nothing where they name managers of two configured ones', () => {
    const configured = [listed('one', '10.0.0.1'), listed('two', '10.0.0.2')];
    const names = merged([kept(['10.0.0.1', '10.0.0.2'])], { configured }).map(({ name }) => name);
    expect(names).toEqual(['one', 'two']);
  });

  it('cannot be asked while their entry cannot be read, and keep apart from an array of their name', () => {
    const configured = [listed('m1:8056', '10.0.0.1')];
    expect(merged([kept(['m1'])], { configured, unreadable: ['10.9.9.9.cafe'] })).toEqual([
      { name: 'm1:8056', managers: ['10.0.0.1'], otherManagers: [], user: 'm1:8056-user' },
      { name: 'class m1:8056', managers: [at('m1')], otherManagers: [], user: 'csi' },
      { name: 'class 10.9.9.9.cafe', managers: [], otherManagers: [], user: 'missing' },
    ]);
  });
});
