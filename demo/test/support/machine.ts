import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodePorts } from '@twinsite/domain';
import { simulatedHost, type SimulatedHost } from '@twinsite/iscsi-adapter/testing';
import { joinFabric } from '../../src/world/join-fabric.js';
import { TIMERS, type TwoSiteWorld } from '../../src/world/two-site-world.js';
import { fastClock } from './fast-clock.js';

/** A node whose time runs faster, whose children start slower, or whose multipathd misses uevents. */
export interface Machine {
  readonly host: SimulatedHost;
  /** Made anew, they are a restarted driver. */
  readonly ports: () => NodePorts;
}

export function aMachine(
  world: TwoSiteWorld,
  name: string,
  change: { readonly speed?: number; readonly childMs?: number; readonly claims?: boolean } = {},
): Machine {
  const { memory } = world.simulator;
  if (memory === undefined) throw new Error('the world needs the in-memory data plane');
  const host = simulatedHost({
    name,
    initiator: `iqn.2026-01.twinsite:${name}`,
    fabric: joinFabric(memory.fabric, []),
    clock: fastClock(change.speed ?? 1),
    childMs: change.childMs ?? 0,
    multipathd: { claims: change.claims ?? true },
  });
  const ports = (): NodePorts => ({ ...host.adapters(join(world.directory, name)), timers: TIMERS });
  return { host, ports };
}

/** What a finished unstage must not leave on the machine, and in its journal. */
export async function leftoversOf(world: TwoSiteWorld, host: SimulatedHost): Promise<readonly string[]> {
  const records = await readdir(join(world.directory, host.name)).catch(() => []);
  return [
    ...host.leftovers(),
    ...records.filter((name) => name.endsWith('.json')).map((record) => `journal ${record}`),
  ];
}

/** Command lines of every child of this tool, in the order of their start. */
export const runsOf = ({ launcher }: SimulatedHost, tool: string): readonly string[] =>
  launcher.log.filter((child) => child.tool === tool).map(({ args }) => args.join(' '));
