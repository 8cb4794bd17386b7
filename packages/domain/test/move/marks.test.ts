import { describe, expect, it } from 'vitest';
import { marksOf, timelineOf, type JournalRecord, type MoveFact } from '../../src/index.js';

const START = Date.parse('2026-11-27T03:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const journal = (
  ...facts: readonly (readonly [seconds: number, fact: MoveFact])[]
): readonly JournalRecord[] =>
  facts.map(([seconds, fact], index) => ({
    ...{ version: 1, sequence: index + 1, at: at(seconds), entry: { type: 'fact', fact } },
    ...{ before: '', digest: '' },
  }));

const DECLARED = { type: 'declared', verb: 'failover', group: 'shop', from: 'a', to: 'b' } as const;
const FENCED = { type: 'fenced', epoch: 2, fenceMs: 900, drainMs: 3000, removed: [] } as const;

describe('the moments of a move', () => {
  it('are T0 to T7, with a dash for what nobody has said or seen', () => {
    const records = journal(
      [0, { ...DECLARED, outageAt: at(-90) }],
      [2, { type: 'fence-begun' }],
      [6, FENCED],
      [7, { type: 'bound', claims: 3 }],
      [7, { type: 'start-begun' }],
      [8, { type: 'started', workloads: 2 }],
      [20, { type: 'ready', pods: 3, attachedAt: at(11) }],
    );
    expect(marksOf(records).map(({ name, at: time }) => [name, time])).toEqual([
      ['T0', at(-90)],
      ['T1', at(0)],
      ['T2', at(2)],
      ['T3', at(6)],
      ['T4', at(7)],
      ['T5', at(7)],
      ['T6', at(11)],
      ['T7', at(20)],
    ]);
    expect(timelineOf(records)).toMatchObject({ detectMs: 90_000, rtoMs: 20_000, fenceMs: 900 });
    expect(marksOf(journal([0, DECLARED])).map(({ at: time }) => time)).toEqual([
      undefined,
      at(0),
      ...Array<undefined>(6),
    ]);
  });

  it('count a fence that began twice from its first beginning, and say that an attested one is not proved', () => {
    const marks = marksOf(
      journal(
        [0, DECLARED],
        [1, { type: 'fence-begun' }],
        [9, { type: 'fence-failed', reason: 'silent' }],
        [10, { type: 'fence-begun' }],
        [12, { type: 'fence-failed', reason: 'silent' }],
        [60, { type: 'fence-attested', who: 'somebody' }],
      ),
    );
    expect(marks[2]?.at).toBe(at(1));
    expect(marks[3]).toMatchObject({ at: at(60), what: expect.stringContaining('not proved') as unknown });
  });
});
