import { describe, expect, it } from 'vitest';
import type { MonitorView } from '../../src/quorum/monitor.js';
import { healthFrom } from '../../src/quorum/monitor-health.js';

const follower = (name: MonitorView['name']): MonitorView => ({
  name,
  leading: false,
  voters: [],
  gateways: [],
});

describe('what the monitors say', () => {
  it('is what the leader says, with those out of quorum that do not vote for it', () => {
    const gateways = [{ name: 'gw-a', alive: false }];
    const leader: MonitorView = { name: 'mon-b', leading: true, voters: ['mon-b', 'mon-arb'], gateways };
    expect(healthFrom([follower('mon-arb'), leader])).toEqual({
      monitors: [
        { name: 'mon-a', inQuorum: false, leader: false },
        { name: 'mon-b', inQuorum: true, leader: true },
        { name: 'mon-arb', inQuorum: true, leader: false },
      ],
      gateways,
    });
  });

  it('is nothing without a leader', () => {
    expect(healthFrom([follower('mon-a'), follower('mon-b')])).toBeUndefined();
  });
});
