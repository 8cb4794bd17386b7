import { manifest } from '../manifests.js';
import { measured, type Stage } from '../stage.js';

const READY_MS = 60_000;

/** Takes `my-snapshot` of the claim and waits until it can be restored; milliseconds. */
export function takeSnapshot({ kubectl, home }: Stage): Promise<number> {
  return measured(async () => {
    await kubectl.apply(await manifest(home, 'snapshot'));
    await kubectl.until('my-snapshot is ready to use', READY_MS, async () => {
      const snapshot = await kubectl.find('volumesnapshot', 'my-snapshot');
      return snapshot?.status?.['readyToUse'] === true ? true : undefined;
    });
  });
}

export async function deleteSnapshot({ kubectl }: Stage): Promise<void> {
  await kubectl.run(['delete', 'volumesnapshot', 'my-snapshot', `--timeout=${READY_MS / 1000}s`], {
    deadlineMs: READY_MS + 10_000,
  });
  await kubectl.until('the snapshot’s content is gone', READY_MS, async () =>
    (await kubectl.list('volumesnapshotcontent')).length === 0 ? true : undefined,
  );
}
