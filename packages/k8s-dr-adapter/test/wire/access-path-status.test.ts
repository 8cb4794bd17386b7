import { anAccessPathStatus } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { formatAccessPathStatus, readAccessPathStatus } from '../../src/wire/access-path-status.js';

describe('status of an AccessPath', () => {
  test('it reads as it was written, through JSON', () => {
    const written: unknown = JSON.parse(JSON.stringify(formatAccessPathStatus(anAccessPathStatus())));
    expect(readAccessPathStatus(written as Record<string, unknown>)).toEqual(anAccessPathStatus());
  });

  test('a status that the vendor’s controller has left is none', () => {
    expect(readAccessPathStatus({ phase: 'Ready', gateways: ['vm39'] })).toBeUndefined();
  });

  test('a gateway in a state of a later version counts as used: nobody gives it up', () => {
    const gateways = [
      { name: 'gw-a', state: 'Draining', portals: ['10.0.0.1:3260', 'nonsense : '], iqn: 'iqn.a' },
    ];
    const status = readAccessPathStatus({
      observedGeneration: 1,
      gateways,
      vips: [{ vip: '10.0.0.9', state: 'Held' }],
    });
    expect(status?.gateways).toMatchObject([
      { name: 'gw-a', state: 'Active', portals: [{ address: '10.0.0.1', port: 3260 }] },
    ]);
    expect(status?.vips).toEqual([{ address: '10.0.0.9', holder: undefined, state: 'Active' }]);
  });

  test('what lacks its name, and conditions nobody knows, are left out', () => {
    const conditions = [{ type: 'Sunny', status: 'True' }, { type: 'Ready', status: 'Maybe' }, 7];
    const status = readAccessPathStatus({ observedGeneration: 1, conditions, gateways: [{}], vips: 'none' });
    expect(status).toMatchObject({ conditions: [], gateways: [], vips: [] });
  });
});
