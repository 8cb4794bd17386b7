import { never } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { BoundedCommandRunner, DEFAULT_CLASS_LIMITS } from '../src/index.js';
import { clockOf, done, SimulatedLauncher, ToolFaults, VirtualClock } from '../src/testing/index.js';

function setUp(): { clock: VirtualClock; runner: BoundedCommandRunner; faults: ToolFaults } {
  const clock = new VirtualClock();
  const faults = new ToolFaults();
  const programs = new Map([['umount', () => Promise.resolve(done())]]);
  const launcher = new SimulatedLauncher(programs, faults, { clock, startMs: 0 });
  const limits = { ...DEFAULT_CLASS_LIMITS, mount: 1 };
  return { clock, faults, runner: new BoundedCommandRunner(launcher, clockOf(clock), limits) };
}

const umount = { tool: 'umount', args: ['/x'], deadlineMs: 30_000, class: 'mount' } as const;

test('a child in an uninterruptible wait is reported stuck 4 s after its deadline and stays counted', async () => {
  const { clock, runner, faults } = setUp();
  faults.set('umount', { kind: 'hangs', unkillable: true }, 1);
  const start = clock.now();
  const result = await clock.during(runner.run(umount, never));
  expect(result).toEqual({
    ok: false,
    problem: { kind: 'tool-hung', tool: 'umount', afterMs: 30_000, stuck: true },
  });
  expect(clock.now() - start).toBe(34_000);
  expect(runner.children).toEqual({ alive: 1, stuck: 1 });
});

test('a stuck child keeps its place: the next of its class is told to come again, not piled up behind it (H24)', async () => {
  const { clock, runner, faults } = setUp();
  faults.set('umount', { kind: 'hangs', unkillable: true }, 1);
  await clock.during(runner.run(umount, never));
  const next = await clock.during(runner.run(umount, never));
  expect(next).toMatchObject({ ok: false, problem: { kind: 'pending', operation: 'umount' } });
});

test('a hung child that can be killed frees its place', async () => {
  const { clock, runner, faults } = setUp();
  faults.set('umount', { kind: 'hangs', unkillable: false }, 1);
  const first = await clock.during(runner.run(umount, never));
  expect(first).toMatchObject({ ok: false, problem: { kind: 'tool-hung', stuck: false } });
  const next = await clock.during(runner.run(umount, never));
  expect(next).toMatchObject({ ok: true, value: { exitCode: 0 } });
});

test('what is stuck under one key leaves the places of all other keys free (H24)', async () => {
  const { clock, runner, faults } = setUp();
  faults.set('umount', { kind: 'hangs', unkillable: true }, 8);
  const keyed = (slotKey: string) => runner.run({ ...umount, slotKey }, never);
  const stuck = await clock.during(Promise.all(Array.from('abcdefgh', keyed)));
  expect(stuck.map((result) => result.ok)).toEqual(Array<boolean>(8).fill(false));
  const start = clock.now();
  expect(await clock.during(keyed('i'))).toMatchObject({ ok: true });
  expect([clock.now() - start, runner.children]).toEqual([0, { alive: 8, stuck: 8 }]);
  const again = await clock.during(keyed('a'));
  expect(again).toMatchObject({
    ok: false,
    problem: { kind: 'pending', detail: expect.stringContaining('of a are taken') as string },
  });
});
