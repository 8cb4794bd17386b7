import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { VIP } from '../../array/lab-topology.js';
import type { GuestName } from '../../network/topology.js';
import { waitFor } from '../wait-for.js';
import type { RoundParts } from './site-round.js';

/** Orders the VIP to a gateway and waits until it holds it; throws when it does not. */
export async function moveVip(
  simulator: RunningSimulator,
  gateway: GuestName,
  signal: AbortSignal,
): Promise<void> {
  simulator.moveVip(VIP, gateway);
  const there = (): Promise<true | undefined> =>
    Promise.resolve(simulator.vipHolder(VIP) === gateway ? true : undefined);
  if ((await waitFor(there, { deadlineMs: 30_000, signal })) === undefined)
    throw new Error(`${gateway} does not hold ${VIP} 30 s after the order`);
}

/** A planned move under load; the value is the worst write stall. */
export async function moveUnderLoad(
  { simulator, writer, report, signal }: RoundParts,
  gateway: GuestName,
): Promise<number> {
  await writer.newWindow(signal);
  const { acknowledged } = await writer.status(signal);
  await moveVip(simulator, gateway, signal);
  const goingOn = async (): Promise<number | undefined> => {
    const status = await writer.status(signal);
    return status.acknowledged > acknowledged + 500 ? status.window.worstStallMs : undefined;
  };
  const stall = await waitFor(goingOn, { deadlineMs: 30_000, signal });
  const seen = stall === undefined ? 'no 500 records within 30 s' : `worst stall ${stall} ms`;
  report.check(`writes go on while the VIP is moved to ${gateway}`, stall !== undefined, seen);
  return stall ?? 30_000;
}
