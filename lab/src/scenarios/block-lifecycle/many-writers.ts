import { kubeletOf, podOf } from '../world/placed-volume.js';
import { readDigest, writeData } from '../world/pod-data.js';
import { refusalOf } from '../world/refusal.js';
import { CLASS, MIB, type World } from '../world/world.js';
import { endOn, onBothNodes } from './both-nodes.js';
import type { Chapter } from './chapter.js';

const FIRST = { atMib: 1, mib: 4 };
const SECOND = { atMib: 32, mib: 4 };

/** ReadWriteMany: a raw device on two nodes at once, and never a file system. */
export const manyWriters: Chapter = {
  name: 'many-writers',
  tell: async (world: World) => {
    const claim = { mode: 'MULTI_NODE_MULTI_WRITER', raw: true } as const;
    const [first, second] = await onBothNodes(world, 'pvc-rwx', claim);
    for (const placed of [first, second]) await kubeletOf(world, placed).mount(placed.volume, placed.context);
    const written = await writeData(podOf(world, first), '', FIRST);
    const answered = await writeData(podOf(world, second), '', SECOND);
    const [there, back] = await Promise.all([
      readDigest(podOf(world, second), '', FIRST),
      readDigest(podOf(world, first), '', SECOND),
    ]);
    world.report.check(
      'raw RWX: each of two nodes reads what the other wrote',
      there === written && back === answered,
      `${there.slice(0, 12)} and ${back.slice(0, 12)}`,
    );
    await endOn(world, [first, second]);
    await refuseFilesystem(world);
  },
};

async function refuseFilesystem({ attacher, report }: World): Promise<void> {
  const claim = { mode: 'MULTI_NODE_MULTI_WRITER' } as const;
  const refusal = await refusalOf(attacher.create('pvc-rwx-fs', 64n * MIB, CLASS, { claim }));
  report.check(
    'RWX with a file system is refused with a word about the NFS driver',
    refusal?.includes('com.nfs.csi.xsky') === true,
    refusal ?? 'it was made',
  );
}
