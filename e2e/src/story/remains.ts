import { leftoversOf } from '@twinsite/lab';
import type { Stage } from './stage.js';

const GONE_MS = 60_000;
/** Mounts of pods that stay, such as the driver's own. */
const PODS_OWN = /kubernetes\.io~(projected|empty-dir|configmap|secret)/;
const OBJECTS = ['pod', 'pvc', 'pv', 'volumesnapshot', 'volumesnapshotcontent', 'volumeattachment'] as const;

/** What a story has left in kernels, configfs, the array's tables and the API server; waits a while for it to go. */
export async function remainsOf(stage: Stage): Promise<readonly string[]> {
  const end = Date.now() + GONE_MS;
  for (;;) {
    const left = await look(stage);
    if (left.length === 0 || Date.now() > end) return left;
  }
}

async function look(stage: Stage): Promise<readonly string[]> {
  const { lab, simulator, signal } = stage;
  const tables = await leftoversOf(lab, simulator, signal);
  return [...tables.filter((line) => !PODS_OWN.test(line)), ...(await objectsLeft(stage))];
}

async function objectsLeft({ kubectl }: Stage): Promise<readonly string[]> {
  const found = await kubectl.list(OBJECTS.join(','));
  const maps = await kubectl.list('configmap');
  return [
    ...found.filter(({ kind, metadata }) => kind !== 'Pod' || metadata.namespace === 'default'),
    ...maps.filter(({ metadata }) => metadata.name.startsWith('csi-iscsi-')),
  ].map(({ kind, metadata }) => `API server: ${kind} ${metadata.name}`);
}

/** After a story that broke off: asks Kubernetes to delete everything that stories make, by force where it must. */
export async function sweepFloor({ kubectl }: Stage): Promise<void> {
  const gentle = ['--all', '--ignore-not-found', '--wait=false'];
  await kubectl.run(['delete', 'pod', '-n', 'default', ...gentle, '--force', '--grace-period=0']);
  await kubectl.run(['delete', 'volumesnapshot,pvc', '-n', 'default', ...gentle]);
}
