import { describe, expect, it } from 'vitest';
import { MonitorSimulation, TIMES } from './monitor-simulation.js';

const gateways = ['gw-a', 'gw-b'];

function settled(): MonitorSimulation {
  const simulation = new MonitorSimulation();
  simulation.run(4_000);
  expect(simulation.leaders()).toHaveLength(1);
  return simulation;
}

/** Moves leadership to mon-a or mon-b by taking the other away for a while. */
function ledBy(name: 'mon-a' | 'mon-b'): MonitorSimulation {
  const simulation = settled();
  const other = name === 'mon-a' ? 'mon-b' : 'mon-a';
  simulation.cut(other, name);
  simulation.cut(other, 'mon-arb');
  simulation.run(4_000);
  simulation.heal();
  simulation.run(2_000);
  expect(simulation.leaders()).toEqual([name]);
  return simulation;
}

describe('three monitors', () => {
  it('say nothing before one lease has passed, then agree on one leader', () => {
    const simulation = new MonitorSimulation();
    simulation.run(TIMES.voteLeaseMs - 10, (leaders) => expect(leaders).toEqual([]));
    simulation.run(3_000);
    expect(simulation.leaders()).toHaveLength(1);
  });

  it.each(['mon-a', 'mon-b'] as const)('keep %s as leader while nothing happens', (name) => {
    const simulation = ledBy(name);
    simulation.run(20_000, (leaders) => expect(leaders).toEqual([name]));
  });

  it.each(['mon-a', 'mon-b'] as const)(
    'replace %s when its site is lost, well within a gateway lease',
    (name) => {
      const simulation = ledBy(name);
      const other = name === 'mon-a' ? 'mon-b' : 'mon-a';
      simulation.cut(name, other);
      simulation.cut(name, 'mon-arb');
      simulation.run(1_700);
      expect(simulation.leaders()).toEqual([other]);
    },
  );

  it.each(['mon-a', 'mon-b'] as const)('leave %s in charge when only the inter-site link is cut', (name) => {
    const simulation = ledBy(name);
    simulation.cut('mon-a', 'mon-b');
    simulation.run(20_000, (leaders) => expect(leaders).toEqual([name]));
  });

  it.each(['mon-a', 'mon-b'] as const)('leave %s in charge when the arbiter is cut', (name) => {
    const simulation = ledBy(name);
    simulation.cut('mon-a', 'mon-arb');
    simulation.cut('mon-b', 'mon-arb');
    simulation.run(20_000, (leaders) => expect(leaders).toEqual([name]));
  });

  it('have no leader when all three are alone, and one again after the heal', () => {
    const simulation = settled();
    simulation.cut('mon-a', 'mon-b');
    simulation.cut('mon-a', 'mon-arb');
    simulation.cut('mon-b', 'mon-arb');
    simulation.run(TIMES.voteLeaseMs + 200);
    expect(simulation.leaders()).toEqual([]);
    simulation.heal();
    simulation.run(3_000);
    expect(simulation.leaders()).toHaveLength(1);
  });

  it('never let the arbiter lead', () => {
    const simulation = new MonitorSimulation();
    simulation.cut('mon-a', 'mon-b');
    simulation.run(10_000, (leaders) => expect(leaders).not.toContain('mon-arb'));
    expect(simulation.monitor('mon-arb').tick(simulation.now)).toEqual([]);
  });
});

describe('gateway leases', () => {
  it('are renewed by the leader only', () => {
    const simulation = ledBy('mon-a');
    const renew = { kind: 'renew', gateway: 'gw-a', sequence: 5 } as const;
    expect(simulation.monitor('mon-a').receive(renew, simulation.now)).toEqual({
      kind: 'granted',
      sequence: 5,
    });
    expect(simulation.monitor('mon-b').receive(renew, simulation.now)).toBeUndefined();
  });

  it('count as lost only one whole lease after the last renewal', () => {
    const simulation = ledBy('mon-a');
    simulation.run(TIMES.gatewayLeaseMs + 10);
    const leader = simulation.monitor('mon-a');
    leader.receive({ kind: 'renew', gateway: 'gw-a', sequence: 1 }, simulation.now);
    const aliveAfter = (milliseconds: number) => {
      simulation.run(milliseconds);
      return leader.view(gateways, simulation.now).gateways.map((gateway) => gateway.alive);
    };
    expect(aliveAfter(TIMES.gatewayLeaseMs)).toEqual([true, false]);
    expect(aliveAfter(10)).toEqual([false, false]);
  });

  it('are assumed alive by a new leader until its predecessor’s last grant has surely run out', () => {
    const simulation = ledBy('mon-a');
    simulation.cut('mon-a', 'mon-b');
    simulation.cut('mon-a', 'mon-arb');
    let since: number | undefined;
    simulation.run(3_000, (leaders) => {
      if (leaders.includes('mon-b')) since ??= simulation.now;
    });
    expect(since).toBeDefined();
    const leader = simulation.monitor('mon-b');
    const lastMoment = (since ?? 0) + TIMES.gatewayLeaseMs;
    simulation.run(lastMoment - simulation.now);
    expect(leader.view(gateways, lastMoment).gateways.every((gateway) => gateway.alive)).toBe(true);
    simulation.run(20);
    expect(leader.view(gateways, simulation.now).gateways.some((gateway) => gateway.alive)).toBe(false);
  });
});
