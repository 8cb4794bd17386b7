import { expect, it } from 'vitest';
import { parseDisks } from '../../src/scenarios/initiator.js';

it('reads a node’s disks', () => {
  const text = 'sdb iqn.2026-01.lab.twinsite:gw-a 1 360014050000000000000000000000001\n';
  expect(parseDisks(text)).toEqual([
    {
      device: '/dev/sdb',
      targetIqn: 'iqn.2026-01.lab.twinsite:gw-a',
      lun: 1,
      identity: '360014050000000000000000000000001',
    },
  ]);
});
