import { kubeletOf, publishTo, takeFrom } from '../world/placed-volume.js';
import { readDigest, sizeSeen, writeData } from '../world/pod-data.js';
import { CLASS, MIB, type World } from '../world/world.js';
import type { Chapter } from './chapter.js';

const DATA = { atMib: 1, mib: 4 };

/** A PersistentVolume that the vendor's driver has written: the short handle, and nothing of ours in its attributes. */
export const vendorWritten: Chapter = {
  name: 'vendor-written',
  tell: async (world: World) => {
    const { attacher, report, signal, nodes } = world;
    const name = 'pvc-vendor';
    await attacher.create(name, 64n * MIB, CLASS);
    const volume = { id: `csi-iscsi-${name}`, context: {} };
    const placed = await publishTo(world, { name, node: 'node-2', volume });
    const kubelet = kubeletOf(world, placed);
    await kubelet.mount(volume, placed.context);
    const pod = { agent: nodes['node-2'].agent, path: kubelet.targetPath(volume), raw: false, signal };
    const digest = await writeData(pod, 'data', DATA);
    await attacher.expand(volume, 96n * MIB);
    await kubelet.expand(volume, 96n * MIB);
    const seen = await sizeSeen(pod);
    const found = await readDigest(pod, 'data', DATA);
    report.check(
      'a volume of the vendor’s driver publishes, stages, expands and deletes',
      found === digest && seen > 72n * MIB,
      `handle ${volume.id} without attributes; ${seen / MIB} MiB after growing to 96; contents ${found === digest ? 'equal' : 'DIFFER'}`,
    );
    await kubelet.unmount(volume);
    await takeFrom(world, placed);
    await attacher.delete(volume);
  },
};
