import { nfsLeftovers, sayOnStderr as say, timed, type Scenario } from '@twinsite/lab';
import { keepNodeLogs } from '../../node/node-logs.js';
import { ARTICLE_FILES } from '../../world/article-files.js';
import { bothDrivers } from '../../world/chart-values.js';
import { NODES } from '../../world/kube-nodes.js';
import { LAB_NEEDS } from '../../world/lab-needs.js';
import { onCluster } from '../on-cluster.js';
import { remainsOf } from '../remains.js';
import { claimSecrecy } from '../secrecy.js';
import type { Stage } from '../stage.js';
import { articleFiles } from './article-files.js';
import { moveUnderWriter } from './move-under-writer.js';
import { twoNodes } from './two-nodes.js';

export const E2E_NFS = 'e2e-nfs';

/** The article's other driver, beside the block driver, on one cluster. */
export const e2eNfs: Scenario = {
  name: E2E_NFS,
  summary: 'the article’s NFS objects on one real cluster of two nodes that runs both drivers',
  ...LAB_NEEDS,
  profile: { ...LAB_NEEDS.profile, storage: 'both', backingBytes: 32 * 1024 ** 3 },
  run: (lab, report, signal) =>
    onCluster(
      { lab, report, signal, values: bothDrivers(lab), drivers: 2, files: ARTICLE_FILES },
      async (stage, readyMs) => {
        const article = await timed(say, 'the article’s objects', () => articleFiles(stage));
        const shared = await timed(say, 'one volume on two nodes', () => twoNodes(stage));
        const moved = await timed(say, 'the VIP moves', () => moveUnderWriter(stage));
        await claimSecrecy(stage);
        const leftovers = await claimEmpty(stage);
        for (const node of NODES) await keepNodeLogs(lab, node, signal);
        return { result: { ...moved, leftovers, readyMs, article, shared } };
      },
    ),
};

async function claimEmpty(stage: Stage): Promise<number> {
  const left = [...(await remainsOf(stage)), ...(await nfsLeftovers(stage))];
  const seen = left.join('; ') || 'storage, exports, mounts, the array’s tables and the API server are empty';
  stage.report.check('nothing is left', left.length === 0, seen);
  return left.length;
}
