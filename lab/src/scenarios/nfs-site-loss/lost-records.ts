import type { Volume } from '@twinsite/csi-adapter/testing';
import { CLOSED_FOLDER } from '../../array/lab-files.js';
import { pathOf } from '../../file/tree-scripts.js';
import type { GuestAgent } from '../../guest/guest-agent.js';
import { FILE_GATEWAYS, type FileGatewayName } from '../../network/topology.js';
import type { NfsVersion } from '../nfs-client.js';
import { leave, placeOf, use } from '../nfs-world/nfs-volume.js';
import { checkRecords } from '../record-writer.js';
import { waitFor } from '../wait-for.js';
import type { World } from '../world/world.js';

export interface Written {
  readonly name: string;
  readonly volume: Volume;
  readonly version: NfsVersion;
  readonly file: string;
  readonly acknowledged: number;
}

const SERVING_MS = 60_000;

/**
 * Acknowledged records that are missing or torn. The storage loses power first: the page cache that took the writes is gone
 * with it, and what is read is what the disk has. Then on the other node, through each gateway.
 */
export async function lostRecords(world: World, written: Written): Promise<number> {
  const { lab, signal } = world;
  await lab.guest('backing').powerOff();
  await lab.guest('backing').powerOn(signal);
  await lab.powerOnFenced(signal);
  const file = `${pathOf(CLOSED_FOLDER, written.name)}/${written.file}`;
  let lost = await missingIn(world, written, { place: 'the disk, after a power loss', file });
  for (const gateway of FILE_GATEWAYS) lost = Math.max(lost, await missingThrough(world, written, gateway));
  return lost;
}

async function missingThrough(world: World, written: Written, gateway: FileGatewayName): Promise<number> {
  const { lab, signal } = world;
  const holds = async () => ((await lab.fileGateways.holder(signal)) === gateway ? true : undefined);
  if ((await lab.fileGateways.waitForPair(signal)) !== gateway)
    await lab.fileGateways.yieldVip(gateway === 'fg-a' ? 'fg-b' : 'fg-a', signal);
  if ((await waitFor(holds, { deadlineMs: SERVING_MS, signal })) === undefined)
    throw new Error(`${gateway} has not got the VIP within ${SERVING_MS} ms`);
  const used = await use(world, { name: written.name, node: 'node-2', volume: written.volume });
  const { agent, path } = placeOf(world, used);
  const lost = await missingIn(world, written, { place: gateway, file: `${path}/${written.file}`, agent });
  await leave(world, used);
  return lost;
}

interface Reading {
  readonly place: string;
  readonly file: string;
  /** The storage itself by default. */
  readonly agent?: GuestAgent;
}

async function missingIn(
  { lab, report, signal }: World,
  { version, acknowledged }: Written,
  { place, file, agent = lab.guest('backing').agent }: Reading,
): Promise<number> {
  const { missing, torn } = await checkRecords(agent, file, acknowledged, signal);
  report.check(
    `v${version}: every acknowledged record is there, read through ${place}`,
    missing + torn === 0,
    `${acknowledged} acknowledged, ${missing} missing, ${torn} torn`,
  );
  return missing + torn;
}
