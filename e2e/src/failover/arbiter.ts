import { SHOP } from '../dr-restore/shop.js';
import { refused } from './drctl-move.js';
import { isolateA, joinA } from './isolation.js';
import { restart } from './restart.js';
import { seenOn, untilWriting } from './seen.js';
import { lostOn, type Run } from './take-over.js';
import type { World } from './world.js';

/** Without the arbiter nothing moves; without A as well nobody has a majority, and nothing is taken. */
export async function arbiter(world: World): Promise<Readonly<Record<string, Run>>> {
  const { a, lab, report, signal, simulator } = world;
  await untilWriting(world, a);
  await simulator.cut('arbiter');
  const { block, file } = await untilWriting(world, a);
  report.check('A writes on without the arbiter', true, `records ${block.next} and ${file.next}`);
  await isolateA(world);
  const refusal = await refused(world, ['failover'], /no majority/);
  const writtenOnB = await claimNothingMoved(world);
  await simulator.heal('arbiter');
  await joinA(world);
  await lab.powerOnFenced(signal);
  await restart(world, a);
  await untilWriting(world, a);
  return { arbiter: { lost: await lostOn(world, a), doubleWrites: writtenOnB, refusals: [refusal] } };
}

/** Starts of the application that write on B. */
async function claimNothingMoved(world: World): Promise<number> {
  const { b, operator, report } = world;
  const since = Date.now();
  const owner = await operator.run('owner', SHOP);
  report.check('A owns the group as before', /dr-a/.test(owner.out), lineOf(owner.out));
  const pods = (await b.kubectl.list('pod')).filter(({ metadata }) => metadata.namespace === SHOP);
  const written = (await seenOn(world, b)).filter(({ lastAt }) => lastAt >= since);
  const seen = `${pods.length} pods, ${written.length} of them write`;
  report.check('nothing runs on B', pods.length + written.length === 0, seen);
  return written.length;
}

const lineOf = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
