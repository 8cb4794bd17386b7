import { setTimeout as sleep } from 'node:timers/promises';
import { initiatorIqn } from '../../guest/kernel-arguments.js';
import type { Lab } from '../../lab.js';
import { GATEWAYS, type GuestName } from '../../network/topology.js';
import { poolBlock, putCommand } from '../block-io.js';
import { slowWrites } from '../gateway-io.js';
import type { Report } from '../report.js';
import { diskThrough } from './coherence-check.js';
import { configure, targetOf } from './stage.js';

const DELAY_MS = 4_000;
const BLOCK = 120_000;

/**
 * Takes volume 1 from node-2 while a write of it is still inside gw-a: after unmap and drain have returned,
 * nothing of node-2 may change the pool any more.
 */
export async function checkDrain(lab: Lab, report: Report, signal: AbortSignal): Promise<void> {
  const iqn = initiatorIqn('node-2');
  const sessions = await lab.dataPlane.sessions('gw-a', signal);
  const loggedIn = sessions.find((one) => one.initiator === iqn)?.loggedIn;
  const device = await diskThrough(lab, { node: 'node-2', gateway: 'gw-a', lun: 1 }, signal);
  await slowWrites(lab.guest('gw-a').agent, 1, DELAY_MS, signal);
  const command = putCommand(device, BLOCK, 'IN FLIGHT').replaceAll('"', '\\"');
  await lab.guest('node-2').agent.must(`( setsid sh -c "${command}" >/dev/null 2>&1 </dev/null & )`, {
    deadlineMs: 10_000,
    signal,
  });
  await sleep(1_000, undefined, { signal });
  const start = Date.now();
  await Promise.all(
    GATEWAYS.map(async (gateway) => {
      await unmap(lab, gateway, signal);
      await lab.dataPlane.drain(gateway, iqn, signal);
    }),
  );
  const tookMs = Date.now() - start;
  const atReturn = await poolBlock(lab.pool, 1, BLOCK);
  await sleep(2 * DELAY_MS, undefined, { signal });
  const later = await poolBlock(lab.pool, 1, BLOCK);
  report.check(
    'drain: nothing lands after it has returned',
    loggedIn === true && atReturn === later && tookMs > 0,
    `took ${tookMs} ms with a ${DELAY_MS} ms write in flight; block at return \`${atReturn}\`, later \`${later}\``,
  );
  await configure(lab, GATEWAYS, ['node-1', 'node-2'], signal);
}

/** By hand, because configureGateway would also repair the slow disk, which waits for its writes. */
async function unmap(lab: Lab, gateway: GuestName, signal: AbortSignal): Promise<void> {
  const map = `/sys/kernel/config/target/iscsi/${targetOf(gateway).iqn}/tpgt_1/acls/${initiatorIqn('node-2')}/lun_1`;
  const script = `find ${map} -type l -delete && rmdir ${map}`;
  await lab.guest(gateway).agent.must(script, { deadlineMs: 10_000, signal });
}
