import { kubeletOf, place, podOf, publishTo, retire, takeFrom } from '../world/placed-volume.js';
import { readDigest, writeData } from '../world/pod-data.js';
import { refusalOf } from '../world/refusal.js';
import type { World } from '../world/world.js';
import type { Chapter } from './chapter.js';

/** Far from both edges, where no signature is looked for. */
const MIDDLE = { atMib: 32, mib: 2 };

/** Somebody writes a PersistentVolume of volumeMode Filesystem for a volume that was used raw. */
export const rawThenMounted: Chapter = {
  name: 'raw-then-mounted',
  tell: async (world: World) => {
    const wish = { name: 'pvc-raw-middle', node: 'node-1', claim: { raw: true } } as const;
    const raw = await place(world, wish);
    const digest = await writeData(podOf(world, raw), '', MIDDLE);
    await kubeletOf(world, raw).unmount(raw.volume);
    await takeFrom(world, raw);
    const volume = { ...raw.volume, claim: { fsType: 'ext4' } };
    const asked = await publishTo(world, { ...wish, volume });
    const refusal = await refusalOf(kubeletOf(world, asked).stage(volume, asked.context));
    await takeFrom(world, asked);
    const again = await publishTo(world, raw);
    await kubeletOf(world, again).mount(again.volume, again.context);
    const kept = await readDigest(podOf(world, again), '', MIDDLE);
    world.report.check(
      'a volume made to be used raw never gets a file system, though its edges are blank (H3)',
      refusal?.includes('FAILED_PRECONDITION') === true && kept === digest,
      `${refusal ?? 'it was formatted and mounted'}; the data ${kept === digest ? 'is unchanged' : 'IS GONE'}`,
    );
    await retire(world, again);
  },
};
