import { manifest } from '../manifests.js';
import { claimSecrecy } from '../secrecy.js';
import type { Stage } from '../stage.js';
import type { Story } from '../story.js';
import { copies } from './copies.js';
import { firstPod } from './first-pod.js';
import { readOnly } from './read-only.js';

/** XSKY's article with its names and values, and what a volume can do beyond it. */
export const article: Story = {
  name: 'article',
  summary:
    'the article’s claim and pod, grown, snapshotted, restored, cloned, raw, read-only on two nodes, deleted',
  told: 'by-default',
  tell: async (stage: Stage) => {
    await stage.kubectl.apply(await manifest(stage.home, 'snapshot-class'));
    const first = await firstPod(stage);
    const copied = await copies(stage, first.written);
    const shared = await readOnly(stage, first.written);
    const { deletedMs } = await copied.end();
    await claimSecrecy(stage);
    return { ...first.figures, ...copied.figures, ...shared, deletedMs };
  },
};
