import type { Scenario } from '../scenario.js';
import { remains } from '../world/reset-world.js';
import { inWorld, type World } from '../world/world.js';
import type { Chapter } from './chapter.js';
import { examined } from './examined.js';
import { lifeOf } from './life.js';
import { manyWriters } from './many-writers.js';
import { rawThenMounted } from './raw-then-mounted.js';
import { readOnlyMany } from './read-only-many.js';
import { singlePod } from './single-pod.js';
import { vendorWritten } from './vendor-written.js';
import { withoutChap } from './without-chap.js';

/** Told side by side: each line lives on a node of its own. mkfs.xfs takes no less than 300 MiB. */
const LINES: readonly (readonly Chapter[])[] = [
  [
    lifeOf({ name: 'ext4', node: 'node-1', claim: { fsType: 'ext4' }, sizeMib: 64 }),
    lifeOf({ name: 'ext3', node: 'node-1', claim: { fsType: 'ext3' }, sizeMib: 64 }),
    withoutChap,
    singlePod,
    rawThenMounted,
    examined,
  ],
  [
    lifeOf({ name: 'xfs', node: 'node-2', claim: { fsType: 'xfs' }, sizeMib: 320 }),
    lifeOf({ name: 'raw', node: 'node-2', claim: { raw: true }, sizeMib: 64 }),
    vendorWritten,
  ],
];
/** Those that need both nodes. */
const TOGETHER: readonly Chapter[] = [readOnlyMany, manyWriters];

export const blockLifecycle: Scenario = {
  name: 'block-lifecycle',
  summary: 'a volume of every kind on real kernels: made, grown, copied, shared read-only, gone',
  flags: { '--only': [...LINES.flat(), ...TOGETHER].map(({ name }) => name) },
  run: (lab, report, signal, { only }) =>
    inWorld({ lab, report, signal }, async (world) => {
      const wanted = (chapters: readonly Chapter[]): readonly Chapter[] =>
        chapters.filter(({ name }) => only === undefined || name === only);
      await Promise.all(LINES.map((line) => tellAll(world, wanted(line))));
      await tellAll(world, wanted(TOGETHER));
      const left = await remains(world);
      report.check(
        'nothing is left of any volume',
        left.length === 0,
        left.join('; ') || 'the tables are empty',
      );
      return { result: { leftovers: left.length } };
    }),
};

/** One that breaks off fails, and the next one is told all the same. */
async function tellAll(world: World, chapters: readonly Chapter[]): Promise<void> {
  for (const chapter of chapters) {
    await chapter.tell(world).catch((error: unknown) => {
      world.signal.throwIfAborted();
      world.report.check(chapter.name, false, error instanceof Error ? error.message : String(error));
    });
  }
}
