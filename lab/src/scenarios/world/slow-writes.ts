import { GATEWAYS, type GuestName } from '../../network/topology.js';
import { backstoreName } from '../../gateway/desired-state.js';
import { waitFor } from '../wait-for.js';
import type { World } from './world.js';

export interface Slowness {
  readonly volumeId: number;
  readonly ms: number;
  readonly gateways?: readonly GuestName[];
}

/** Writes to the volume take that much longer on these gateways from now on, so that one can be met in flight; 0 ends it. */
export async function slowWrites(
  world: World,
  { volumeId, ms, gateways = GATEWAYS }: Slowness,
): Promise<void> {
  const { lab, signal } = world;
  const name = backstoreName(volumeId);
  const wanted = ms === 0 ? 'linear' : `delay.* ${ms}`;
  for (const gateway of gateways) {
    lab.dataPlane.delayWrites(gateway, volumeId, ms);
    const isSo = async (): Promise<true | undefined> => {
      const script = `dmsetup table ${name} | grep -qE ' ${wanted}'`;
      const reply = await lab.guest(gateway).agent.run(script, { deadlineMs: 10_000, signal });
      return reply.code === 0 ? true : undefined;
    };
    const done = await waitFor(isSo, { deadlineMs: 30_000, signal });
    if (done === undefined)
      throw new Error(`${gateway} did not take the write delay of ${ms} ms for ${name}`);
  }
}
