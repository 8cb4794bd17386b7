import { kubeletOf, place, podOf, retire } from '../world/placed-volume.js';
import { writeData } from '../world/pod-data.js';
import { refusalOf } from '../world/refusal.js';
import type { World } from '../world/world.js';
import type { Chapter } from './chapter.js';

/** ReadWriteOncePod: one pod, also on one node; the next one comes when the first has gone. */
export const singlePod: Chapter = {
  name: 'single-pod',
  tell: async (world: World) => {
    const claim = { mode: 'SINGLE_NODE_SINGLE_WRITER' } as const;
    const placed = await place(world, { name: 'pvc-rwop', node: 'node-1', claim });
    const { volume, context } = placed;
    const kubelet = kubeletOf(world, placed);
    await writeData(podOf(world, placed), 'data', { atMib: 0, mib: 1 });
    const second = { pod: 'pvc-rwop-second' };
    const early = await refusalOf(kubelet.publish(volume, context, second));
    await kubelet.unpublish(volume);
    const late = await refusalOf(kubelet.publish(volume, context, second));
    world.report.check(
      'RWOP: a second pod on the node is refused until the first has gone',
      early?.includes('FAILED_PRECONDITION') === true && late === undefined,
      `${early ?? 'it got the volume beside the first'}; afterwards ${late ?? 'published'}`,
    );
    await kubelet.unpublish(volume, second);
    await retire(world, placed);
  },
};
