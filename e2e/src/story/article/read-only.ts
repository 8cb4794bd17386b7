import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { NODES } from '../../world/kube-nodes.js';
import { bindClaims, claimUnpinned, deleteClaims, listOf, volumeOf } from '../claims.js';
import { applyPods, endPods, inPod, podManifest } from '../pods.js';
import type { Stage } from '../stage.js';

const AT = '/var/lib/www/html';
const CLAIMS = ['printed', 'shared'];
const TOLD_MS = 20_000;

/** ReadOnlyMany: the article's claim as it is printed, and a shared one that holds the page, on both nodes. */
export async function readOnly(stage: Stage, written: string) {
  const { report } = stage;
  await bindClaims(stage, [
    { name: 'printed', mode: 'ReadOnlyMany' },
    // Of a claim that no pod uses: a snapshot taken under a pod has a journal that nobody may replay read-only.
    {
      name: 'shared',
      mode: 'ReadOnlyMany',
      size: '25Gi',
      from: { kind: 'PersistentVolumeClaim', name: 'my-pvc' },
    },
  ]);
  await claimUnpinned(stage);
  const uses = [
    { claim: 'printed', at: '/printed' },
    { claim: 'shared', at: AT },
  ];
  const pods = NODES.map((node) => ({ name: `reader-${node}`, uses, node }));
  const names = pods.map(({ name }) => name);
  const readersMs = await timed(say, 'readers on both nodes', () =>
    applyPods(stage, names, listOf(pods.map(podManifest))),
  );
  for (const name of names) {
    const read = (await inPod(stage, name, `cat ${AT}/index.html`)).trim();
    report.check(`${name} reads the page`, read === written, read);
    for (const at of ['/printed', AT]) {
      const said = await inPod(stage, name, `(echo x > ${at}/new) 2>&1 || true`);
      report.check(
        `a write of ${name} to ${at} fails, as ReadOnlyMany means`,
        /Read-only file system/.test(said),
        said.trim() || 'it was TAKEN',
      );
    }
  }
  for (const name of names) await claimTold(stage, name);
  await timed(say, 'deleting the readers', () => endPods(stage, names));
  await deleteClaims(stage, CLAIMS);
  return { readersMs };
}

/** An event of the pod says for each volume why it cannot be written, once. */
async function claimTold(stage: Stage, pod: string): Promise<void> {
  const volumes = await Promise.all(CLAIMS.map((claim) => volumeOf(stage, claim)));
  let seen: readonly string[] = [];
  const told = await waitFor(
    async () => {
      seen = await messagesOf(stage, pod);
      return volumes.every((volume) => seen.some((message) => message.includes(volume))) ? true : undefined;
    },
    { deadlineMs: TOLD_MS, everyMs: 300, signal: stage.signal },
  );
  const names = seen.every((message) => /EROFS.*ReadOnlyMany.*ReadWriteOnce/.test(message));
  stage.report.check(
    `events VolumeReadOnly of ${pod} say why, one for each volume`,
    told === true && names && seen.length === volumes.length,
    seen.join(' | ') || 'no event',
  );
}

async function messagesOf({ kubectl }: Stage, pod: string): Promise<readonly string[]> {
  const selector = `reason=VolumeReadOnly,involvedObject.kind=Pod,involvedObject.name=${pod}`;
  const text = await kubectl.run(['get', 'events', '--field-selector', selector, '-o', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly { readonly message: string }[] };
  return items.map(({ message }) => message);
}
