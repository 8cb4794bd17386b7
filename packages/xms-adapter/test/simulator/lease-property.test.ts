import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Severable, severables } from '../../src/simulator/index.js';
import { fate, lease, TwoGateways } from './support/two-gateways.js';

type Side = 'a' | 'b';
type Step =
  | { readonly do: 'cut' | 'heal'; readonly part: Severable }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'write'; readonly side: Side };

const slowMs = 350;
const part = fc.constantFrom(...severables);
const side = fc.constantFrom<Side>('a', 'b');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('cut', 'heal'), part }),
  fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: 1, max: 1500 }) }),
  fc.record({ do: fc.constant('write'), side }),
);

async function play(lab: TwoGateways, given: Step, value: number): Promise<void> {
  switch (given.do) {
    case 'cut':
      return lab.plane.network.cut(given.part);
    case 'heal':
      return lab.plane.network.heal(given.part);
    case 'wait':
      return lab.clock.advance(given.ms);
    case 'write':
      return strand(lab, given.side, value);
  }
}

/** Starts a write that nobody waits for, each into bytes of its own. */
async function strand(lab: TwoGateways, through: Side, value: number): Promise<void> {
  await exportIfEmpty(lab, through);
  if (!lab.gateway(through).exports || !lab.plane.network.connected(through, through)) return;
  const session = await lab.login(through);
  lab.write(session, 'here', value * 8).catch(() => undefined);
}

async function exportIfEmpty(lab: TwoGateways, through: Side): Promise<void> {
  const gateway = lab.gateway(through);
  if (gateway.canExecute() && !gateway.exports) await lab.export(through);
}

async function slowLab(): Promise<TwoGateways> {
  const lab = await TwoGateways.exported();
  for (const gateway of lab.plane.gateways) gateway.commandMs = slowMs;
  return lab;
}

describe('whatever is cut and healed in whatever order', () => {
  it('sides apart never both execute, a gateway is out a lease after losing the majority, nothing stranded lands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (list) => {
        const lab = await slowLab();
        const awaySince = new Map<Side, number>();
        for (const [index, given] of list.entries()) {
          await play(lab, given, index);
          const apart = !lab.plane.network.connected('a', 'b');
          const executing = (['a', 'b'] as const).filter((one) => lab.gateway(one).canExecute());
          if (apart) expect(executing.length).toBeLessThan(2);
          for (const one of ['a', 'b'] as const) {
            if (executing.includes(one)) awaySince.delete(one);
            else awaySince.set(one, awaySince.get(one) ?? lab.clock.now());
            const away = lab.clock.now() - (awaySince.get(one) ?? lab.clock.now());
            expect(lab.gateway(one).isActive()).toBe(away < lease.leaseMs);
          }
        }
        for (const name of severables) await lab.plane.network.heal(name);
        await lab.clock.advance(5000);
        expect([lab.gateway('a').canExecute(), lab.gateway('b').canExecute()]).toEqual([true, true]);
        for (const { offset, arrivedAt, executedAt, droppedAt } of lab.plane.writeLog.entries()) {
          expect(executedAt === undefined).toBe(droppedAt !== undefined);
          expect(lab.stored(4, offset)).toBe(executedAt === undefined ? '\0\0\0\0' : 'here');
          expect((executedAt ?? arrivedAt) - arrivedAt).toBeLessThanOrEqual(slowMs + lease.leaseMs);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a block that was rewritten through the other side keeps what was acknowledged last', async () => {
    const outage = fc.record({
      part,
      atMs: fc.integer({ min: 0, max: 8000 }),
      forMs: fc.integer({ min: 1, max: 6000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(outage, { maxLength: 6 }), async (list) => {
        const lab = await slowLab();
        for (const { part: name, atMs, forMs } of list) {
          lab.clock.after(atMs, () => void lab.plane.network.cut(name));
          lab.clock.after(atMs + forMs, () => void lab.plane.network.heal(name));
        }
        await rewriteWithFailover(lab);
        await lab.clock.advance(30_000);
        expect(lab.stored(4)).toBe('0010');
      }),
      { numRuns: 150 },
    );
  });
});

/** Writes 1 to 10 into one block; a side that is silent for longer than the lease is given up for the other. */
async function rewriteWithFailover(lab: TwoGateways): Promise<void> {
  const text = (value: number): string => String(value).padStart(4, '0');
  let through: Side = 'a';
  let acknowledged = 0;
  for (let tries = 0; acknowledged < 10 && tries < 60; tries += 1) {
    await exportIfEmpty(lab, through);
    const attempt = lab.login(through).then((session) => lab.write(session, text(acknowledged + 1)));
    const early = fate(attempt);
    await lab.clock.advance(lease.leaseMs + 400);
    const done = (await early) === 'done' || (await fate(attempt)) === 'done';
    const stored = lab.stored(4);
    if (done) expect(stored).toBe(text(acknowledged + 1));
    else if (acknowledged > 0) expect([text(acknowledged), text(acknowledged + 1)]).toContain(stored);
    if (done) acknowledged += 1;
    else through = through === 'a' ? 'b' : 'a';
  }
  expect(acknowledged).toBe(10);
}
