import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MONITORS, type MonitorName } from '../../src/network/topology.js';
import { MonitorSimulation } from './monitor-simulation.js';

type Event =
  | { readonly kind: 'cut'; readonly one: MonitorName; readonly other: MonitorName }
  | { readonly kind: 'heal' }
  | { readonly kind: 'restart'; readonly name: MonitorName };

const monitor = fc.constantFrom(...MONITORS);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), one: monitor, other: monitor }),
  fc.record({ kind: fc.constant('heal' as const) }),
  fc.record({ kind: fc.constant('restart' as const), name: monitor }),
);
const history = fc.array(fc.record({ event, afterMs: fc.integer({ min: 10, max: 2_000 }) }), {
  maxLength: 12,
});
/** Transit times in milliseconds; above 900 a message is lost. Some outlive a whole vote lease. */
const transits = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 40 });

function apply(simulation: MonitorSimulation, step: Event): void {
  if (step.kind === 'cut') simulation.cut(step.one, step.other);
  else if (step.kind === 'heal') simulation.heal();
  else simulation.restart(step.name);
}

it('never has two leaders, whatever is lost, late, cut or restarted', () => {
  fc.assert(
    fc.property(history, transits, (steps, delays) => {
      const simulation = new MonitorSimulation();
      let turn = 0;
      simulation.transit = () => {
        const delay = delays[turn++ % delays.length] ?? 0;
        return delay > 900 ? undefined : delay;
      };
      const atMostOne = (leaders: MonitorName[]) => expect(leaders.length).toBeLessThanOrEqual(1);
      simulation.run(1_500, atMostOne);
      for (const step of steps) {
        apply(simulation, step.event);
        simulation.run(step.afterMs, atMostOne);
      }
    }),
    { numRuns: 200 },
  );
});

it('finds a leader again once the network is whole', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const simulation = new MonitorSimulation();
      for (const step of steps) {
        apply(simulation, step.event);
        simulation.run(step.afterMs);
      }
      simulation.heal();
      simulation.run(4_000);
      expect(simulation.leaders()).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});
