import { sayOnStderr as say, timed } from '@twinsite/lab';
import { deleteClaims } from '../claims.js';
import { timesInPool } from '../evidence.js';
import type { Stage } from '../stage.js';
import type { Story } from '../story.js';
import { claimStored, endWritingPod, writingPod } from './first-pod.js';

/** The shortest whole life of a volume, for who has changed something and wants to know soon. */
export const firstPvc: Story = {
  name: 'first-pvc',
  summary: 'the article’s claim is bound, its pod writes, both are deleted, the array is empty',
  told: 'by-name',
  tell: async (stage: Stage) => {
    const { node, written, boundMs, podReadyMs } = await writingPod(stage);
    const podGoneMs = await endWritingPod(stage, node);
    await claimStored(stage, { written, times: 1, what: 'what was written' });
    const deletedMs = await timed(say, 'deleting the claim', () => deleteClaims(stage, ['my-pvc']));
    const left = await timesInPool(stage.lab, written, stage.signal);
    stage.report.check(
      'the deleted volume’s bytes are gone from the pool',
      left === 0,
      `found ${left} times`,
    );
    return { boundMs, podReadyMs, podGoneMs, deletedMs };
  },
};
