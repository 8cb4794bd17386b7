import type { Lab } from '../../lab.js';
import type { GuestName } from '../../network/topology.js';
import { getBlock, poolBlock, putBlock } from '../block-io.js';
import { seenDisks } from '../initiator.js';
import type { Report } from '../report.js';
import { targetOf } from './stage.js';

const ROUNDS = 4;

/** The disk of a node that goes through one gateway. */
export async function diskThrough(
  lab: Lab,
  path: { readonly node: 'node-1' | 'node-2'; readonly gateway: GuestName; readonly lun: number },
  signal: AbortSignal,
): Promise<string> {
  const disks = await seenDisks(lab.guest(path.node).agent, signal);
  const { iqn } = targetOf(path.gateway);
  const found = disks.find((disk) => disk.targetIqn === iqn && disk.lun === path.lun);
  if (found === undefined) throw new Error(`${path.node} has no LUN ${path.lun} through ${path.gateway}`);
  return found.device;
}

/** A write through one gateway is read at once through the other, on the same node and on the other node. */
export async function checkCoherence(lab: Lab, report: Report, signal: AbortSignal): Promise<void> {
  const one = lab.guest('node-1').agent;
  const two = lab.guest('node-2').agent;
  const a1 = await diskThrough(lab, { node: 'node-1', gateway: 'gw-a', lun: 1 }, signal);
  const b1 = await diskThrough(lab, { node: 'node-1', gateway: 'gw-b', lun: 1 }, signal);
  const b2 = await diskThrough(lab, { node: 'node-2', gateway: 'gw-b', lun: 1 }, signal);
  let good = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const block = 100 + round;
    await putBlock(one, { device: a1, block }, `through A ${round}`, signal);
    const seenInB = await getBlock(one, { device: b1, block }, signal);
    await putBlock(two, { device: b2, block: block + 50 }, `through B ${round}`, signal);
    const seenInA = await getBlock(one, { device: a1, block: block + 50 }, signal);
    const inPool = await poolBlock(lab.pool, 1, block);
    if (`${seenInB}|${seenInA}|${inPool}` === `through A ${round}|through B ${round}|through A ${round}`)
      good++;
  }
  report.check('coherence', good === ROUNDS, `${good} of ${ROUNDS} rounds identical, A to B and B to A`);
}
