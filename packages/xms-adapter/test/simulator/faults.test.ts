import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Faults, type Fault } from '../../src/simulator/http/faults.js';

const status = { kind: 'status', status: 500 } as const;
const GET = 'GET /block-volumes/{id}';

function struck(fault: Partial<Fault>, operations: readonly string[]): boolean[] {
  const faults = new Faults();
  faults.set([{ operation: '*', effect: status, ...fault }]);
  return operations.map((operation) => faults.take(operation, 'manager-a') !== undefined);
}

const times = (count: number): string[] => Array.from({ length: count }, () => GET);

describe('the operations a fault hits', () => {
  it.each([
    ['*', true],
    [GET, true],
    ['GET *', true],
    ['* /block-volumes/*', true],
    ['DELETE *', false],
    ['GET /block-volumes/', false],
    ['GET /block-volumes/.id.', false],
  ])('%s: %s', (operation, hits) => {
    expect(struck({ operation }, [GET])).toEqual([hits]);
  });
});

describe('a fault by chance', () => {
  it('is the same for the same seed and another for another', () => {
    const run = (seed: number) => struck({ chance: 0.5, seed }, times(64));
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  it('hits about the share it is set to, and none or all at the ends', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, chance) => {
        const hits = struck({ chance, seed }, times(2_000)).filter(Boolean).length / 2_000;
        expect(Math.abs(hits - chance)).toBeLessThan(0.06);
      }),
      { numRuns: 50 },
    );
    expect(struck({ chance: 0 }, times(50))).not.toContain(true);
    expect(struck({ chance: 1 }, times(50))).not.toContain(false);
  });

  it('counts only the requests it hits', () => {
    expect(struck({ chance: 0.5, times: 3 }, times(100)).filter(Boolean)).toHaveLength(3);
  });
});

describe('a slow array', () => {
  it('keeps its median and its 99th percentile', () => {
    const faults = new Faults();
    const effect = { kind: 'slow', medianMs: 20, p99Ms: 200 } as const;
    faults.set([{ operation: '*', effect }]);
    const delays = times(10_000)
      .map((operation) => faults.take(operation, 'manager-a'))
      .map((suffered) => (suffered?.kind === 'delay' ? suffered.ms : Number.NaN))
      .sort((one, other) => one - other);
    expect(delays[5_000]).toBeGreaterThan(18);
    expect(delays[5_000]).toBeLessThan(22);
    expect(delays[9_900]).toBeGreaterThan(160);
    expect(delays[9_900]).toBeLessThan(250);
  });
});
