import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connected, type Cuts, electQuorum } from '../../src/simulator/plane/quorum.js';
import type { Site } from '../../src/simulator/index.js';

const monitors = [
  { name: 'mon-a', site: 'a' },
  { name: 'mon-b', site: 'b' },
  { name: 'mon-arb', site: 'arbiter' },
] as const;
const cutsOf = (sites: readonly Site[], interSite = false): Cuts => ({ sites: new Set(sites), interSite });
const names = (cuts: Cuts, previous?: string) => {
  const quorum = electQuorum(monitors, cuts, previous);
  return quorum && [quorum.leader.name, ...quorum.members.map(({ name }) => name)];
};

describe('the majority of the monitors', () => {
  it.each([
    ['nothing cut', cutsOf([]), 'mon-b', ['mon-b', 'mon-a', 'mon-b', 'mon-arb']],
    ['no leader yet', cutsOf([]), undefined, ['mon-a', 'mon-a', 'mon-b', 'mon-arb']],
    ['site a lost', cutsOf(['a']), 'mon-a', ['mon-b', 'mon-b', 'mon-arb']],
    ['link lost, a led', cutsOf([], true), 'mon-a', ['mon-a', 'mon-a', 'mon-arb']],
    ['link lost, b led', cutsOf([], true), 'mon-b', ['mon-b', 'mon-b', 'mon-arb']],
    ['arbiter lost', cutsOf(['arbiter']), 'mon-b', ['mon-b', 'mon-a', 'mon-b']],
    ['link and arbiter lost', cutsOf(['arbiter'], true), 'mon-a', undefined],
    ['site and arbiter lost', cutsOf(['a', 'arbiter']), 'mon-a', undefined],
    ['both sites lost', cutsOf(['a', 'b']), 'mon-a', undefined],
  ])('%s', (_case, cuts, previous, expected) => {
    expect(names(cuts, previous)).toEqual(expected);
  });

  it('is one, keeps its leader while it can, and is never led by the arbiter', () => {
    const anyCuts = fc.record({
      sites: fc.uniqueArray(fc.constantFrom<Site>('a', 'b', 'arbiter')),
      interSite: fc.boolean(),
    });
    const anyLeader = fc.option(fc.constantFrom('mon-a', 'mon-b'), { nil: undefined });
    fc.assert(
      fc.property(anyCuts, anyLeader, ({ sites, interSite }, previous) => {
        const cuts = cutsOf(sites, interSite);
        const quorum = electQuorum(monitors, cuts, previous);
        if (!quorum) return;
        expect(quorum.members.length).toBeGreaterThanOrEqual(2);
        expect(quorum.leader.site).not.toBe('arbiter');
        for (const member of quorum.members)
          expect(connected(cuts, quorum.leader.site, member.site)).toBe(true);
        const stays = electQuorum(monitors, cuts, quorum.leader.name);
        expect(stays?.leader.name).toBe(quorum.leader.name);
      }),
    );
  });
});
