import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { bindClaims, deleteClaims } from '../claims.js';
import { endPods, inPod, podManifest } from '../pods.js';
import { measured, type Stage } from '../stage.js';

const NODE = 'node-1';
const QUICK_MS = 20_000;
const STAGED_MS = 180_000;
/** The driver's own process, as the node sees it. */
const DRIVER = `pgrep -f 'driver[.]mjs .*--mode=node'`;

/** kill -9 of the node plugin while it formats a volume; the kubelet starts it again and repeats. */
export async function nodePluginKilled(stage: Stage) {
  const { lab, kubectl, report, signal } = stage;
  const { agent } = lab.guest(NODE);
  await bindClaims(stage, [{ name: 'interrupted' }]);
  const uses = [{ claim: 'interrupted', at: '/data' }];
  const readyMs = await measured(async () => {
    await kubectl.apply(podManifest({ name: 'interrupted', uses, node: NODE }));
    // mkfs is the longest step of a stage, and the one that must not be left half done.
    const busy = async (): Promise<true | undefined> =>
      (await agent.run('pgrep -x mkfs.ext4', { deadlineMs: QUICK_MS, signal })).code === 0 ? true : undefined;
    const caught = await waitFor(busy, { deadlineMs: STAGED_MS, everyMs: 50, signal });
    const killed = await agent.run(`kill -9 $(${DRIVER})`, { deadlineMs: QUICK_MS, signal });
    const seen = caught === true ? 'killed during mkfs' : 'no mkfs was seen';
    report.check('the node plugin is killed in the middle of a stage', killed.code === 0, seen);
    await timed(say, 'the stage is repeated', () =>
      kubectl.run(['wait', '--for=condition=Ready', 'pod/interrupted', `--timeout=${STAGED_MS / 1000}s`], {
        deadlineMs: STAGED_MS + 10_000,
      }),
    );
  });
  const written = (
    await inPod(stage, 'interrupted', 'echo kept > /data/file && sync && cat /data/file')
  ).trim();
  report.check('the volume is staged whole and holds data', written === 'kept', `${written}, ${readyMs} ms`);
  await endPods(stage, ['interrupted']);
  await deleteClaims(stage, ['interrupted']);
  return { killedStageMs: readyMs };
}
