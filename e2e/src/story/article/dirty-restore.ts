import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { bindClaims, deleteClaims, volumeOf } from '../claims.js';
import { manifest } from '../manifests.js';
import { applyPods, endPods, inPod, podManifest, startPod } from '../pods.js';
import { measured, type Stage } from '../stage.js';
import type { Story } from '../story.js';
import { endWritingPod, writingPod } from './first-pod.js';
import { deleteSnapshot, takeSnapshot } from './snapshot.js';

const CLAIM = 'dirty';
const AT = '/data';
const READER = podManifest({ name: 'reader', uses: [{ claim: CLAIM, at: AT }] });
const TOLD_MS = 90_000;

/** What docs/errors.md says of `filesystem-dirty`, step by step. */
export const dirtyRestore: Story = {
  name: 'dirty-restore',
  summary:
    'a restore with a journal to replay is refused read-only; after the steps of docs/errors.md it is read',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const { kubectl, home, report } = stage;
    await kubectl.apply(await manifest(home, 'snapshot-class'));
    const { node, written } = await writingPod(stage);
    await timed(say, 'a snapshot under the pod', () => takeSnapshot(stage));
    await endWritingPod(stage, node);
    const from = { kind: 'VolumeSnapshot', name: 'my-snapshot' } as const;
    await bindClaims(stage, [{ name: CLAIM, mode: 'ReadOnlyMany', from }]);
    await claimRefused(stage);
    await endPods(stage, ['reader']);
    const replayedMs = await timed(say, 'one node replays it', () => measured(() => replayOnce(stage)));
    await timed(say, 'the reader', () => applyPods(stage, ['reader'], READER));
    const read = (await inPod(stage, 'reader', `cat ${AT}/index.html`)).trim();
    report.check('after the steps of docs/errors.md the reader reads the page', read === written, read);
    const said = await inPod(stage, 'reader', `(echo x > ${AT}/new) 2>&1 || true`);
    report.check('and may not write', /Read-only file system/.test(said), said.trim() || 'it was TAKEN');
    await endPods(stage, ['reader']);
    await deleteSnapshot(stage);
    await deleteClaims(stage, ['my-pvc', CLAIM]);
    return { replayedMs };
  },
};

async function claimRefused({ kubectl, report, signal }: Stage): Promise<void> {
  await kubectl.apply(READER);
  let seen = 'no event';
  const told = await waitFor(
    async () => {
      const words = [
        'get',
        'events',
        '--field-selector',
        'involvedObject.name=reader,reason=FailedMount',
        '-o',
      ];
      seen = await kubectl.run([...words, 'jsonpath={.items[*].message}']);
      return /was not unmounted cleanly.*kubectl patch pv/.test(seen) ? true : undefined;
    },
    { deadlineMs: TOLD_MS, everyMs: 500, signal },
  );
  report.check('the reader is refused, and its event says what to do', told === true, seen);
}

async function replayOnce(stage: Stage): Promise<void> {
  const volume = await volumeOf(stage, CLAIM);
  await setMode(stage, volume, 'ReadWriteOnce');
  await startPod(stage, { name: 'replayer', uses: [{ claim: CLAIM, at: AT }] });
  await endPods(stage, ['replayer']);
  await setMode(stage, volume, 'ReadOnlyMany');
}

async function setMode({ kubectl }: Stage, volume: string, mode: string): Promise<void> {
  const patch = JSON.stringify({ spec: { accessModes: [mode] } });
  await kubectl.run(['patch', 'pv', volume, '--type=merge', '-p', patch]);
}
