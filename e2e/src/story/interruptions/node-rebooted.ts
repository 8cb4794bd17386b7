import { sayOnStderr as say, timed } from '@twinsite/lab';
import { startNode, type NodeName } from '../../world/kube-nodes.js';
import { untilReady } from '../../world/kube-world.js';
import { bindClaims, deleteClaims } from '../claims.js';
import { endPods, inPod, podState, startPod } from '../pods.js';
import { measured, type Stage } from '../stage.js';

const NODE: NodeName = 'node-2';
const POD = 'survivor';
const BACK_MS = 240_000;

/** A node loses power with a volume staged; the same pod comes back with what it had written. */
export async function nodeRebooted(stage: Stage) {
  const { lab, plane, nodeParts, kubectl, report, signal } = stage;
  await bindClaims(stage, [{ name: POD, size: '1Gi' }]);
  await startPod(stage, { name: POD, uses: [{ claim: POD, at: '/data' }], node: NODE });
  await inPod(stage, POD, 'echo kept > /data/file && sync');
  const before = await podState(stage, POD);
  const rebootMs = await measured(async () => {
    await lab.guest(NODE).powerOff();
    await timed(say, `${NODE} boots`, async () => {
      await lab.guest(NODE).powerOn(signal);
      await startNode(nodeParts, NODE, signal);
    });
    await kubectl.until('the pod runs again', BACK_MS, async () => {
      const { restarts } = await podState(stage, POD);
      return restarts > before.restarts ? true : undefined;
    });
    await kubectl.run(['wait', '--for=condition=Ready', `pod/${POD}`, `--timeout=${BACK_MS / 1000}s`], {
      deadlineMs: BACK_MS + 10_000,
    });
  });
  await untilReady(plane);
  const read = (await inPod(stage, POD, 'cat /data/file')).trim();
  const { uid } = await podState(stage, POD);
  const kept = read === 'kept' && uid === before.uid;
  report.check(
    'a node that lost power brings the same pod back with its data',
    kept,
    `${read}, ${rebootMs} ms`,
  );
  await endPods(stage, [POD]);
  await deleteClaims(stage, [POD]);
  return { rebootMs };
}
