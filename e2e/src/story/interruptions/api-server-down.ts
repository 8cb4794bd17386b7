import { setTimeout as sleep } from 'node:timers/promises';
import { sayOnStderr as say, timed } from '@twinsite/lab';
import { bindClaims, claimManifest, deleteClaims, untilBound } from '../claims.js';
import { endPods, inPod, podManifest, podState, startPod } from '../pods.js';
import type { Stage } from '../stage.js';

const DOWN_MS = 30_000;
const CONVERGED_MS = 180_000;

/** The API server is gone for half a minute while claims are bound and deleted and a pod is on its way. */
export async function apiServerDown(stage: Stage) {
  const { kubectl, plane, report, signal } = stage;
  await bindClaims(stage, [
    { name: 'used', size: '1Gi' },
    { name: 'ending', size: '1Gi' },
  ]);
  await startPod(stage, { name: 'user', uses: [{ claim: 'used', at: '/data' }] });
  const before = await podState(stage, 'user');
  await kubectl.apply(claimManifest({ name: 'beginning', size: '1Gi' }));
  await kubectl.apply(podManifest({ name: 'beginner', uses: [{ claim: 'beginning', at: '/data' }] }));
  await kubectl.run(['delete', 'pvc', 'ending', '--wait=false']);
  await plane.apiServer.off();
  await timed(say, 'without an API server', () => sleep(DOWN_MS, undefined, { signal }));
  await plane.apiServer.on();
  await untilBound(stage, ['beginning'], CONVERGED_MS);
  await kubectl.run(['wait', '--for=condition=Ready', 'pod/beginner', `--timeout=${CONVERGED_MS / 1000}s`], {
    deadlineMs: CONVERGED_MS + 10_000,
  });
  const after = await podState(stage, 'user');
  const wrote = (await inPod(stage, 'user', 'echo on > /data/file && sync && cat /data/file')).trim();
  report.check(
    'an API server that is gone for 30 s stops nothing that runs, and what was begun is finished',
    after.uid === before.uid && after.restarts === before.restarts && wrote === 'on',
    `the pod has ${after.restarts} restarts and writes; the claim that was begun is bound and its pod Ready`,
  );
  await endPods(stage, ['user', 'beginner']);
  await deleteClaims(stage, ['used', 'beginning']);
  return {};
}
