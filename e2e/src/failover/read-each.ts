import { FILE_GATEWAYS, GATEWAYS, type FileGatewayName, type GuestName } from '@twinsite/lab';
import { serveFrom } from '../story/nfs/move-under-writer.js';
import { setPaths } from '../story/read-through-each.js';
import { lostOf } from './take-over.js';
import type { World } from './world.js';

const QUICK_MS = 30_000;

/** At home again, and under load: acknowledged records that are not read through each gateway alone; the worst. */
export async function lostThroughEach(world: World): Promise<number> {
  let lost = 0;
  for (const gateway of GATEWAYS) lost = Math.max(lost, await throughGateway(world, gateway));
  for (const gateway of FILE_GATEWAYS) lost = Math.max(lost, await throughFileGateway(world, gateway));
  return lost;
}

async function throughGateway(world: World, gateway: GuestName): Promise<number> {
  const { a, lab, signal } = world;
  const { agent } = lab.guest(a.node);
  const limits = { deadlineMs: QUICK_MS, signal };
  const others = GATEWAYS.filter((other) => other !== gateway);
  for (const other of others) await agent.must(setPaths(other, 'offline'), limits);
  const lost = await lostOf(world, a, { kind: 'block', through: gateway });
  for (const other of others) await agent.must(setPaths(other, 'running'), limits);
  return lost;
}

async function throughFileGateway(world: World, gateway: FileGatewayName): Promise<number> {
  await serveFrom(world.lab, gateway, world.signal);
  return lostOf(world, world.a, { kind: 'file', through: gateway });
}
