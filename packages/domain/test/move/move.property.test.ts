import {
  decide,
  isEnded,
  legalExits,
  nextStep,
  note,
  replay,
  runMove,
  WAYS,
  type FactType,
  type MovePhase,
  type MoveState,
  type MoveVerb,
} from '@twinsite/domain';
import { Crash, ManualSignal } from '@twinsite/domain/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelWorld, type Fate } from './model-world.js';

const verb = fc.constantFrom<MoveVerb>('failover', 'relocate');
const fate = fc.constantFrom<Fate>('done', 'done', 'done', 'refused', 'killed-before', 'killed-after');
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('go' as const), fates: fc.array(fate, { maxLength: 9 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'abort' as const }, { type: 'attest' as const }) },
);

const begin = async (world: ModelWorld, how: MoveVerb): Promise<MoveState> => {
  const facts = decide(undefined, { type: 'declare', verb: how, group: 'shop', from: 'a', to: 'b' });
  if (!facts.ok) throw new Error('nothing is under way');
  for (const fact of facts.value) await world.log.append(fact);
  return replayed(world);
};

function replayed({ facts }: ModelWorld): MoveState {
  const state = replay(facts);
  if (state === undefined) throw new Error(`cannot follow: ${JSON.stringify(facts)}`);
  return state;
}

async function go(world: ModelWorld, fates: Fate[]): Promise<void> {
  const signal = new ManualSignal();
  try {
    const halt = await runMove({ log: world.log, take: world.take(fates) }, replayed(world), signal);
    if (halt.ok) expect(replayed(world)).toEqual(halt.value.state);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

describe('a move of a group, whatever fails, is killed, aborted or attested', () => {
  it('never has two writers, never starts before a confirmed fence, and can always be brought to an end (D11, D15)', async () => {
    await fc.assert(
      fc.asyncProperty(verb, fc.array(action, { maxLength: 12 }), async (how, story) => {
        const world = new ModelWorld();
        await begin(world, how);
        for (const one of story) {
          if (one.type === 'go') await go(world, [...one.fates]);
          if (one.type === 'abort') await note(world.log, replayed(world), { type: 'abort' });
          if (one.type === 'attest' && replayed(world).phase === 'fence-failed') {
            world.aIsDead = true;
            world.owner = 'b';
            world.access.a = false;
            await note(world.log, replayed(world), { type: 'attest', who: 'the night shift' });
          }
          expect(legalExits(replayed(world)).length).toBeGreaterThan(0);
        }
        for (let tries = 0; tries < 3 && !isEnded(replayed(world)); tries += 1) await go(world, []);
        const { phase } = replayed(world);
        expect(isEnded({ phase })).toBe(true);
        expect(world.violations).toEqual([]);
        expect([world.running.b, world.owner]).toEqual(phase === 'active' ? [true, 'b'] : [false, 'a']);
      }),
      { numRuns: 1000 },
    );
  });

  it('a planned move that fails before the hand-over leaves the source running', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 }), async (step) => {
        const world = new ModelWorld();
        await begin(world, 'relocate');
        await go(world, [...Array<Fate>(step).fill('done'), 'refused']);
        expect(replayed(world).phase).toBe('rolled-back');
        expect([world.running, world.owner]).toEqual([{ a: true, b: false }, 'a']);
      }),
    );
  });
});

const PHASES = Object.keys(WAYS.failover) as MovePhase[];
const at = (phase: MovePhase, how: MoveVerb): MoveState => ({
  verb: how,
  group: 'shop',
  from: 'a',
  to: 'b',
  phase,
  fence: 'none',
});

describe('every state of the machine', () => {
  it.each(PHASES)('%s: has a printed exit, and its next step has a way on', (phase) => {
    for (const how of ['failover', 'relocate'] as const) {
      expect(legalExits(at(phase, how)).map(({ command }) => command)).not.toEqual([]);
      const step = nextStep(at(phase, how));
      const reached =
        phase === 'declared' || Object.values(WAYS[how]).some((ways) => Object.values(ways).includes(phase));
      if (reached) expect(step === undefined).toBe(isEnded({ phase }));
    }
  });

  it('no way leads to a start but through a fence, and none back from one', () => {
    for (const how of ['failover', 'relocate'] as const) {
      const entries = (fact: FactType) => PHASES.filter((phase) => WAYS[how][phase][fact] !== undefined);
      expect(entries('start-begun')).toEqual(['bound']);
      expect(entries('bound')).toEqual(['fenced']);
      expect(entries('fenced')).toEqual(['fencing']);
      expect(entries('fence-attested')).toEqual(['fence-failed']);
      for (const late of ['starting', 'started', 'active'] as const)
        expect(Object.keys(WAYS[how][late])).not.toContain('abort-begun');
    }
  });

  it('what cannot follow is refused, and says where to look', () => {
    const early = decide(at('prepared', 'failover'), { type: 'attest', who: 'me' });
    expect(early).toMatchObject({ problem: { kind: 'move-illegal', phase: 'prepared', command: 'attest' } });
    const late = decide(at('started', 'relocate'), { type: 'abort' });
    expect(late).toMatchObject({ problem: { kind: 'move-illegal', phase: 'started' } });
    const twice = decide(at('fencing', 'failover'), {
      type: 'declare',
      verb: 'failover',
      group: 'shop',
      from: 'b',
      to: 'a',
    });
    expect(twice).toMatchObject({ problem: { kind: 'move-illegal', phase: 'fencing' } });
    expect(replay([{ type: 'bound', claims: 1 }])).toBeUndefined();
  });
});
