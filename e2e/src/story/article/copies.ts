import { sayOnStderr as say, timed } from '@twinsite/lab';
import { bindClaims, claimUnpinned, deleteClaims } from '../claims.js';
import { endPods, inPod, startPod } from '../pods.js';
import type { Stage } from '../stage.js';
import { deleteSnapshot } from './snapshot.js';

const CLAIMS = ['restored', 'cloned', 'raw'] as const;
const TEXT = 'written to the raw device';

/** A restored snapshot, a clone and a raw device, in one pod. `end` deletes whatever is left. */
export async function copies(stage: Stage, written: string) {
  const { report } = stage;
  const copiesMs = await timed(say, 'restoring, cloning', () =>
    bindClaims(stage, [
      { name: 'restored', from: { kind: 'VolumeSnapshot', name: 'my-snapshot' } },
      { name: 'cloned', size: '25Gi', from: { kind: 'PersistentVolumeClaim', name: 'my-pvc' } },
      { name: 'raw', size: '1Gi', raw: true },
    ]),
  );
  await claimUnpinned(stage);
  const uses = [
    { claim: 'restored', at: '/restored' },
    { claim: 'cloned', at: '/cloned' },
    { claim: 'raw', at: '/dev/raw', device: true },
  ];
  const copyPodMs = await timed(say, 'a pod with all three', () => startPod(stage, { name: 'copies', uses }));
  for (const name of ['restored', 'cloned']) {
    const read = (await inPod(stage, 'copies', `cat /${name}/index.html`)).trim();
    report.check(`the ${name} volume holds the page`, read === written, read);
  }
  const raw = await inPod(
    stage,
    'copies',
    `printf '%s' '${TEXT}' | dd of=/dev/raw bs=4096 seek=7 conv=sync,fsync 2>/dev/null
     dd if=/dev/raw bs=4096 skip=7 count=1 2>/dev/null | head -c ${TEXT.length}; echo; test -b /dev/raw && echo block`,
  );
  report.check('the raw device is one and keeps what is written', raw === `${TEXT}\nblock\n`, raw.trim());
  await timed(say, 'deleting the pod', () => endPods(stage, ['copies']));
  const end = async () => {
    await deleteSnapshot(stage);
    const claims = ['my-pvc', ...CLAIMS];
    return { deletedMs: await timed(say, 'deleting the claims', () => deleteClaims(stage, claims)) };
  };
  return { figures: { copiesMs, copyPodMs }, end };
}
