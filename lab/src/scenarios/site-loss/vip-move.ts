import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { VIP } from '../../array/lab-topology.js';
import type { GuestName } from '../../network/topology.js';
import { waitFor } from '../wait-for.js';
import { counterRises, type RoundParts } from './site-round.js';

const MOVE_MS = 30_000;

/** Orders the VIP to a gateway and waits until it holds it; throws when it does not. */
export async function moveVip(
  simulator: RunningSimulator,
  gateway: GuestName,
  signal: AbortSignal,
): Promise<void> {
  simulator.moveVip(VIP, gateway);
  const there = (): Promise<true | undefined> =>
    Promise.resolve(simulator.vipHolder(VIP) === gateway ? true : undefined);
  if ((await waitFor(there, { deadlineMs: MOVE_MS, signal })) === undefined)
    throw new Error(`${gateway} does not hold ${VIP} ${MOVE_MS} ms after the order`);
}

/** A planned move under load; the value is the worst write stall. It is over when the new holder's kernel serves writes. */
export async function moveUnderLoad(parts: RoundParts, gateway: GuestName): Promise<number> {
  const { simulator, writer, report, signal } = parts;
  await writer.newWindow(signal);
  await moveVip(simulator, gateway, signal);
  const served = await counterRises(parts, gateway, MOVE_MS);
  const { window } = await writer.status(signal);
  const seen = served
    ? `worst stall ${window.worstStallMs} ms`
    : `it serves no write ${MOVE_MS} ms after that`;
  report.check(`writes go on while the VIP is moved to ${gateway}`, served, seen);
  return served ? window.worstStallMs : MOVE_MS;
}
