import { VolumeUsage_Unit } from '@twinsite/csi-adapter';
import { pathOf } from '../../file/tree-scripts.js';
import type { NfsVersion } from '../nfs-client.js';
import { exchange, isFull, overflow, sizeMib } from '../nfs-files.js';
import {
  createVolume,
  folderOf,
  leave,
  manyWriters,
  placeOf,
  use,
  type Access,
  type UsedVolume,
} from '../nfs-world/nfs-volume.js';
import { MIB, type World } from '../world/world.js';

export interface Life {
  readonly version: NfsVersion;
  readonly access: Access;
}

const SIZE_MIB = 64;
const LARGER_MIB = 128;
const MORE_THAN_FITS_MIB = 100;

/** A ReadWriteMany volume from its creation to its end, on both nodes at once. */
export async function live(world: World, { version, access }: Life): Promise<void> {
  const { report, lab, signal } = world;
  const name = `pvc-life-${version.replace('.', '-')}`;
  const told = `v${version}, ${access}`;
  const volume = await createVolume(world, name, { access, claim: manyWriters(version), mib: SIZE_MIB });
  const first = await use(world, { name, node: 'node-1', volume });
  const second = await use(world, { name, node: 'node-2', volume });
  const words = await exchange(placeOf(world, first), placeOf(world, second));
  const file = `${pathOf(folderOf(access), name)}/file`;
  const stored = await lab.guest('backing').agent.must(`cat ${file}`, { deadlineMs: 10_000, signal });
  report.check(
    `${told}: two nodes use it at once`,
    words === 'one two' && stored === 'two\n',
    `${words}; on the storage ${stored.trim()}`,
  );
  await checkSize(world, { told, used: first });
  for (const used of [second, first]) await leave(world, used);
  await world.attacher.delete(volume);
}

interface Told {
  readonly told: string;
  readonly used: UsedVolume;
}

async function checkSize(world: World, { told, used }: Told): Promise<void> {
  const { report } = world;
  const place = placeOf(world, used);
  const [before, stats] = [await sizeMib(place), await totalOf(world, used)];
  const refusal = await overflow(place, MORE_THAN_FITS_MIB);
  report.check(
    `${told}: it ends at its size`,
    before === SIZE_MIB && stats === BigInt(SIZE_MIB) * MIB && isFull(refusal),
    `df ${before} MiB, NodeGetVolumeStats ${stats} bytes, ${refusal ?? 'NO refusal'}`,
  );
  const request = { volumeId: used.volume.id, capacityRange: { requiredBytes: BigInt(LARGER_MIB) * MIB } };
  const expanded = await world.controller.controller.controllerExpandVolume(request);
  const after = await sizeMib(place);
  const second = await overflow(place, MORE_THAN_FITS_MIB);
  report.check(
    `${told}: it grows under its pod, without the node`,
    after === LARGER_MIB && !expanded.nodeExpansionRequired && second === undefined,
    `df ${after} MiB, ${second ?? `${MORE_THAN_FITS_MIB} MiB written`}`,
  );
}

/** The driver's own word. Unit: bytes. */
async function totalOf(world: World, used: UsedVolume): Promise<bigint | undefined> {
  const volumePath = placeOf(world, used).path;
  const request = { volumeId: used.volume.id, volumePath };
  const { usage } = await world.nodes[used.node].client.node.nodeGetVolumeStats(request);
  return usage.find(({ unit }) => unit === VolumeUsage_Unit.BYTES)?.total;
}
