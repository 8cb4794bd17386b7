import { setTimeout as sleep } from 'node:timers/promises';
import { CsiCallError } from '@twinsite/csi-adapter';
import { GATEWAYS } from '../../network/topology.js';
import { poolBlock, putBlock } from '../block-io.js';
import { BackgroundWrite } from '../world/background-write.js';
import {
  endQueueing,
  kubeletOf,
  place,
  publishTo,
  retire,
  type PlacedVolume,
} from '../world/placed-volume.js';
import { slowWrites } from '../world/slow-writes.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';

const BLOCK = 100;
const DELAY_MS = 4_000;
const WATCH_MS = 2 * DELAY_MS;

/** A node stands still with a write of it inside a gateway; its volume is taken away and given to another node. */
export const frozenNode: Hazard = {
  name: 'frozen-node',
  tell: async (world: World) => {
    const { lab, report, signal } = world;
    const placed = await place(world, { name: 'pvc-frozen', node: 'node-1', claim: { raw: true } });
    await slowWrites(world, { volumeId: placed.arrayId, ms: DELAY_MS });
    const at = { device: placed.device, block: BLOCK, text: 'IN FLIGHT' };
    await BackgroundWrite.start(world.nodes['node-1'].agent, at, signal);
    await sleep(1_000, undefined, { signal });
    lab.guest('node-1').freeze();
    const { ms, calls } = await takeUntilFenced(world, placed);
    const atReturn = await poolBlock(lab.pool, placed.arrayId, BLOCK);
    // Nothing exports the volume now: there is no table to wait for.
    for (const gateway of GATEWAYS) lab.dataPlane.delayWrites(gateway, placed.arrayId, 0);
    const moved = await publishTo(world, { ...placed, node: 'node-2' });
    await kubeletOf(world, moved).mount(moved.volume, moved.context);
    await putBlock(world.nodes['node-2'].agent, { device: moved.device, block: BLOCK }, 'NEW', signal);
    lab.guest('node-1').thaw();
    await sleep(WATCH_MS, undefined, { signal });
    const later = await poolBlock(lab.pool, placed.arrayId, BLOCK);
    report.check(
      'unpublish of a frozen node never returns before its write in flight is over, and nothing lands afterwards (H26)',
      ms >= DELAY_MS - 1_500 && atReturn === 'IN FLIGHT' && later === 'NEW',
      `fenced after ${ms} ms and ${calls} calls with a ${DELAY_MS} ms write sent 1 s before; the block held \`${atReturn}\` then, and \`${later}\` ${WATCH_MS} ms after the other node wrote NEW and the frozen one went on`,
    );
    await endQueueing(world, placed);
    await kubeletOf(world, placed).unmount(placed.volume);
    await retire(world, moved);
    return { fenceFrozenMs: ms };
  },
};

/** Repeats the call as the attacher does, until it says that the volume is fenced. */
async function takeUntilFenced(world: World, placed: PlacedVolume) {
  const begun = Date.now();
  for (let calls = 1; ; calls += 1) {
    try {
      await world.attacher.detach(placed.volume, placed.nodeId);
      return { ms: Date.now() - begun, calls };
    } catch (error) {
      if (!(error instanceof CsiCallError) || error.status !== 'ABORTED' || calls === 20) throw error;
    }
  }
}
