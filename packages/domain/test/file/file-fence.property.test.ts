import fc from 'fast-check';
import { AclSightings, type FileArray } from '@twinsite/domain';
import { Crash, crashAt, FakeFileArray } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { inTurns } from '../in-turns.js';
import { aFileWorld, nodeIdOf, through } from './file-world.js';
import { GatewayPhysics } from './gateway-physics.js';

const RUNS = 1000;
const WAIT_MS = 40_000;

const node = fc.constantFrom('node-1', 'node-2');
const act = fc.record({
  op: fc.constantFrom('give', 'give', 'give read-only', 'take', 'take'),
  node,
  /** kill -9 of the controller before or after its n-th call of the array; beyond the last one: none. */
  death: fc.record({ call: fc.integer({ min: 1, max: 40 }), when: fc.constantFrom('before', 'after') }),
});
const event = fc.oneof(
  fc.record({ what: fc.constantFrom('write', 'write', 'disconnect'), node }),
  fc.record({ what: fc.constantFrom('silence', 'answer', 'a second later'), node }),
);
const policy = fc.record({ removalDrains: fc.boolean(), waitMs: fc.constant(WAIT_MS) });

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

interface Play {
  readonly policy: { readonly removalDrains: boolean; readonly waitMs: number };
  readonly newIdOnRestrict: boolean;
  readonly acts: readonly (readonly Act[])[];
  readonly events: readonly Event[];
}

async function aStage({ policy: fence, newIdOnRestrict }: Play) {
  const array = new FakeFileArray('array-1', fence);
  array.faults.newIdOnRestrict = newIdOnRestrict;
  const world = aFileWorld(array);
  expect(await world.create()).toMatchObject({ ok: true });
  return { world, physics: new GatewayPhysics(array, world.clock), told: new Set<string>() };
}

type Stage = Awaited<ReturnType<typeof aStage>>;

/** One controller, call by call; a killed one starts anew and has seen nothing. */
async function control(
  { world, physics, told }: Stage,
  acts: readonly Act[],
  ports: FileArray,
): Promise<void> {
  let seen = new AclSightings();
  for (const { op, node: name, death } of acts) {
    const standing = { ports: through(ports, (all) => crashAt(all, death)), seen };
    const calling = async () => {
      if (op === 'take') {
        if ((await world.unpublish(nodeIdOf(name), standing)).ok) told.delete(name);
      } else {
        const published = await world.publish(name, { readOnly: op === 'give read-only' }, standing);
        if (published.ok) told.add(name);
        const writers = [...told].filter((one) =>
          physics.acls(one).some(({ permission }) => permission === 'read-write'),
        );
        if (published.ok && writers.length > 1)
          physics.violations.push(`${writers.join(' and ')} may write at once`);
      }
    };
    await calling().catch((error: unknown) => {
      expect(error).toBeInstanceOf(Crash);
      seen = new AclSightings();
    });
  }
}

function happen({ world, physics }: Stage, { what, node: name }: Event): void {
  if (what === 'write') physics.write(name);
  else if (what === 'disconnect') physics.disconnect(name);
  else if (what === 'silence') physics.silence();
  else if (what === 'answer') physics.answer();
  else world.clock.advance(1000);
}

test('whatever two controllers do at once, however often they die: never is an ACL taken away that may still carry a write, never is a sole writer joined by another, and every schedule ends with nobody let in (H13, H26)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        policy,
        newIdOnRestrict: fc.boolean(),
        acts: fc.tuple(fc.array(act, { maxLength: 5 }), fc.array(act, { maxLength: 5 })),
        events: fc.array(event, { maxLength: 10 }),
      }),
      fc.scheduler(),
      async (play, scheduler) => {
        const stage = await aStage(play);
        const ports = (who: string) => through(stage.physics.ports, (all) => inTurns(all, scheduler, who));
        const world = scheduler.scheduleSequence(
          play.events.map((what) => ({
            label: what.what,
            builder: () => {
              happen(stage, what);
              return Promise.resolve();
            },
          })),
        );
        const controllers = play.acts.map((acts, at) => control(stage, acts, ports(`controller ${at}`)));
        await scheduler.waitFor(Promise.all([...controllers, world.task]));
        expect(stage.physics.violations).toEqual([]);
        stage.physics.answer();
        for (const name of ['node-1', 'node-2'])
          expect(await stage.world.unpublish(nodeIdOf(name), { ports: stage.physics.ports })).toMatchObject({
            ok: true,
          });
        expect(stage.physics.violations).toEqual([]);
        expect(stage.world.acls()).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
});
