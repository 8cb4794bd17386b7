import { SHOP } from '../dr-restore/shop.js';
import { podOf } from './application.js';
import { failed } from './drctl-move.js';
import { seenOn, untilWriting } from './seen.js';
import { lostOn, type Run } from './take-over.js';
import type { World } from './world.js';

const STAYS = 'twinsite.test/stays';

/** A planned move whose pod does not go within the time is taken back, and A writes on. */
export async function rollback(world: World): Promise<Readonly<Record<string, Run>>> {
  const { a, b, report } = world;
  await untilWriting(world, a);
  const begunAt = Date.now();
  await keepPod(world, [STAYS]);
  const said = await failed(world, ['relocate', '--wait', '20'], /taken back|as before/);
  await keepPod(world, []);
  const { block, file } = await untilWriting(world, a);
  report.check('A writes on', true, `records ${block.next} and ${file.next}`);
  const there = (await seenOn(world, b)).filter(({ started }) => started >= begunAt);
  report.check('B has written nothing', there.length === 0, JSON.stringify(there));
  const ms = Date.now() - begunAt;
  return { rollback: { lost: await lostOn(world, a), doubleWrites: there.length, refusals: [said], ms } };
}

/** A pod with a finalizer stays when it is deleted. */
async function keepPod({ a }: World, finalizers: readonly string[]): Promise<void> {
  const patch = JSON.stringify({ metadata: { finalizers } });
  await a.kubectl.run(['patch', 'pod', podOf('block'), '-n', SHOP, '--type=merge', '-p', patch]);
}
