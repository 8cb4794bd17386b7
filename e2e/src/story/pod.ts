import { manifest } from './manifests.js';
import { measured, type Stage } from './stage.js';

const READY_MS = 120_000;
const GONE_MS = 120_000;
const EXEC_MS = 30_000;

/** Applies the article's pod and waits until it is Ready; how long that took, in milliseconds. */
export async function startPod({ kubectl, home }: Stage): Promise<number> {
  const pod = await manifest(home, 'pod');
  return measured(async () => {
    await kubectl.apply(pod);
    const wait = ['wait', '--for=condition=Ready', 'pod/my-pod', `--timeout=${READY_MS / 1000}s`];
    await kubectl.run(wait, { deadlineMs: READY_MS + 10_000 });
  });
}

/** Deletes it and waits until Kubernetes has detached the volume; milliseconds. */
export function endPod({ kubectl }: Stage): Promise<number> {
  return measured(async () => {
    const timeout = `--timeout=${GONE_MS / 1000}s`;
    await kubectl.run(['delete', 'pod', 'my-pod', timeout], { deadlineMs: GONE_MS + 10_000 });
    await kubectl.until('the VolumeAttachment is gone', GONE_MS, async () =>
      (await kubectl.list('volumeattachment')).length === 0 ? true : undefined,
    );
  });
}

/** Runs a shell script in the pod's container. */
export function inPod({ kubectl }: Stage, script: string): Promise<string> {
  return kubectl.run(['exec', 'my-pod', '--', 'sh', '-c', script], { deadlineMs: EXEC_MS });
}
