import { setTimeout as sleep } from 'node:timers/promises';
import { targetIqn } from '../../array/lab-topology.js';
import { GATEWAYS, PLACES, type GuestName } from '../../network/topology.js';
import { poolBlock, putBlock } from '../block-io.js';
import { targetsWithWrites } from '../initiator.js';
import { waitFor } from '../wait-for.js';
import { BackgroundWrite } from '../world/background-write.js';
import { healSite } from '../world/heal.js';
import { place, retire, type PlacedVolume } from '../world/placed-volume.js';
import { slowWrites } from '../world/slow-writes.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';

const BLOCK = 7;
/** Longer than lease and path failure together, so that the write is still inside when its gateway is cut off. */
const DELAY_MS = 18_000;

interface Stranded {
  readonly write: BackgroundWrite;
  /** Wall clock, ms. */
  readonly sentAt: number;
  readonly gateway: GuestName;
}

/**
 * A write sits in the slow disk of a gateway when its site is cut. The node sends it again through the other, then
 * rewrites the block and is told that it is stored. Were the old write ever executed, acknowledged data would be gone.
 */
export const staleWrite: Hazard = {
  name: 'stale-write',
  tell: async (world: World) => {
    const { lab, simulator, report, signal, nodes } = world;
    const placed = await place(world, { name: 'pvc-stale', node: 'node-1', claim: { raw: true } });
    const { write, sentAt, gateway } = await strand(world, placed);
    const site = PLACES[gateway].site === 'a' ? 'a' : 'b';
    await simulator.cut(`site-${site}`);
    const resent = await write.ended(30_000);
    await putBlock(nodes['node-1'].agent, { device: placed.device, block: BLOCK }, 'NEW', signal);
    const rewrittenMs = Date.now() - sentAt;
    const seen = new Set<string>();
    while (Date.now() < sentAt + DELAY_MS + 3_000) {
      seen.add(await poolBlock(lab.pool, placed.arrayId, BLOCK));
      await sleep(100, undefined, { signal });
    }
    report.check(
      'a write stranded in the cut gateway never lands after its block was rewritten through the other',
      resent === 0 && rewrittenMs < DELAY_MS && [...seen].join() === 'NEW',
      `due ${DELAY_MS} ms after it was sent; it was in ${gateway}, was sent again through the other and rewritten by ${rewrittenMs} ms; the pool then held ${[...seen].join(', ')}`,
    );
    lab.dataPlane.delayWrites(gateway, placed.arrayId, 0);
    await healSite(world, site);
    await retire(world, placed);
    return undefined;
  },
};

/** Sends the write, sees which gateway has it, and lets the other one be as fast as ever. */
async function strand(world: World, { device, arrayId }: PlacedVolume): Promise<Stranded> {
  const { nodes, signal } = world;
  await slowWrites(world, { volumeId: arrayId, ms: DELAY_MS });
  const at = { device, block: BLOCK, text: 'OLD' };
  const sentAt = Date.now();
  const write = await BackgroundWrite.start(nodes['node-1'].agent, at, signal);
  const gateway = await waitFor(
    async () => {
      const targets = await targetsWithWrites(nodes['node-1'].agent, signal);
      return GATEWAYS.find((name) => targets.includes(targetIqn(name)));
    },
    { deadlineMs: 10_000, signal },
  );
  if (gateway === undefined) throw new Error('the write is in neither gateway');
  const gateways = GATEWAYS.filter((name) => name !== gateway);
  await slowWrites(world, { volumeId: arrayId, ms: 0, gateways });
  return { write, sentAt, gateway };
}
