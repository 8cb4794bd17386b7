import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attachment, Problem, Result, StorageArray, VolumeCapability } from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { inTurns } from './in-turns.js';
import { filesystem, raw, sharedVolume } from './shared-volume.js';

const wish = fc.constantFrom<VolumeCapability>(
  filesystem('multi-node-reader'),
  filesystem('single-node-writer'),
  raw('multi-node-multi-writer'),
);

const RUNS = 1500;

interface Call {
  readonly capability: VolumeCapability;
  readonly readOnly: boolean;
  /** kill -9 before its n-th call of the array; then the same call comes again. */
  readonly dies: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  capability: wish,
  readOnly: fc.boolean(),
  dies: fc.integer({ min: 1, max: 40 }),
});
const reader: fc.Arbitrary<Call> = call.map((given) => ({
  ...given,
  capability: filesystem('multi-node-reader'),
}));

type Answer = Result<Attachment, Problem>;

/** Each node asks as its call says, once more after a crash, and again while it is told to repeat. */
async function play(calls: readonly Call[], scheduler: fc.Scheduler) {
  const { array, publish } = await sharedVolume();
  const answers = new Map<string, Attachment>();
  const ask = async (node: string, { capability, readOnly, dies }: Call): Promise<void> => {
    const turns = inTurns(array.ports, scheduler, node);
    const attempt = (ports: StorageArray): Promise<Answer | undefined> =>
      publish(node, capability, readOnly, ports).catch((error: unknown) => {
        if (error instanceof Crash) return undefined;
        throw error;
      });
    let answer = await attempt(crashAt(turns, { call: dies, when: 'before' }));
    for (let round = 0; round < 3 && answer?.ok !== true; round += 1) answer = await attempt(turns);
    if (answer?.ok === true) answers.set(node, answer.value);
  };
  const all = Promise.all(calls.map((given, index) => ask(`node-${index + 1}`, given)));
  await scheduler.waitFor(all);
  return answers;
}

const kindOf = ({ capability }: Call): string => capability.mode;

test('of controllers that interleave at every step, never is a writer let in beside a reader or another sole user', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 2, maxLength: 3 }),
      fc.scheduler(),
      async (calls, scheduler) => {
        const letIn = await play(calls, scheduler);
        const kinds = calls.filter((_call, index) => letIn.has(`node-${index + 1}`)).map(kindOf);
        if (kinds.length < 2) return;
        expect(new Set(kinds).size, kinds.join(', ')).toBe(1);
        expect(kinds[0]).not.toBe('single-node-writer');
      },
    ),
    { numRuns: RUNS },
  );
});

test('never are two of the nodes that read one volume told to format it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(reader, { minLength: 2, maxLength: 3 }),
      fc.scheduler(),
      async (calls, scheduler) => {
        const answers = [...(await play(calls, scheduler)).values()];
        expect(answers.filter(({ mayFormat }) => mayFormat).length).toBeLessThan(2);
        expect(answers.every(({ readOnly }) => readOnly)).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});

test('of two nodes that read one volume and came unharmed, one may format it', async () => {
  const unharmed = fc.tuple(reader, reader).map((calls) => calls.map((given) => ({ ...given, dies: 1000 })));
  await fc.assert(
    fc.asyncProperty(unharmed, fc.scheduler(), async (calls, scheduler) => {
      const answers = [...(await play(calls, scheduler)).values()];
      if (answers.length === 2) expect(answers.filter(({ mayFormat }) => mayFormat)).toHaveLength(1);
    }),
    { numRuns: RUNS },
  );
});
