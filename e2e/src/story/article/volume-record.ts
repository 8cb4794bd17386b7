import type { KubeObject } from '../../cluster/kubectl.js';
import { POOL } from '../../world/article-array.js';
import { CLUSTER_ID } from '../../world/chart-values.js';
import { NAMESPACE } from '../../world/helm.js';
import type { Stage } from '../stage.js';

const WRITTEN_MS = 30_000;
/** The keeper looks every minute, and after a change of a PersistentVolume. */
const REPAIRED_MS = 90_000;
const KEY = 'volume.json';
const LABEL = 'app.kubernetes.io/managed-by';
const FOREIGN = { old: 'of nobody we know' };

const nameOf = (volume: string): string => `csi-iscsi-vid-${volume}`;

/** The ConfigMap of the volume says what another cluster needs to find it, and nothing secret; its text. */
export async function recordKept(stage: Stage, volume: string): Promise<string> {
  const { kubectl, simulator, report, password } = stage;
  const found = await kubectl.until('the record of the volume', WRITTEN_MS, () => ourRecord(stage, volume));
  const text = found.data?.[KEY] ?? '{}';
  const { managers, array, naa, ...rest } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const row = simulator.state.volumes.all().find(({ name }) => name === volume);
  const wanted = {
    accessPath: 'myap',
    clusterId: CLUSTER_ID,
    pool: POOL,
    pv: volume,
    sn: row?.sn,
    version: 1,
    volumeHandle: nameOf(volume),
    volumeId: String(row?.id),
    volumeName: volume,
  };
  const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const placed = Array.isArray(managers) && managers.length === 3 && typeof array === 'string';
  report.check(
    'the ConfigMap of the volume says where it is, without a secret',
    JSON.stringify(sorted) === JSON.stringify(wanted) &&
      placed &&
      typeof naa === 'string' &&
      !JSON.stringify(found).includes(password),
    text.replaceAll(/\s+/g, ' '),
  );
  return text;
}

/** Puts one of unknown content in its place, as another driver would have left it: from now on there is no record. */
export async function hideRecord({ kubectl }: Stage, volume: string): Promise<void> {
  const metadata = { name: nameOf(volume), namespace: NAMESPACE };
  const foreign = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: FOREIGN };
  await kubectl.run(['replace', '--force', '-f', '-'], { input: JSON.stringify(foreign) });
}

/** What was not ours has been left alone; then it is deleted by hand. */
export async function forgetRecord({ kubectl, report }: Stage, volume: string): Promise<void> {
  const found = await kubectl.find('configmap', nameOf(volume), NAMESPACE);
  const seen = JSON.stringify(found?.data);
  report.check(
    'a ConfigMap of unknown content is left alone, and the driver works without its own',
    seen === JSON.stringify(FOREIGN) && found?.metadata.labels === undefined,
    `a snapshot was taken meanwhile; the ConfigMap has ${seen}`,
  );
  await kubectl.run(['delete', 'configmap', nameOf(volume), '-n', NAMESPACE]);
}

export async function recordRepaired(stage: Stage, volume: string, text: string): Promise<void> {
  const what = 'the record of the volume is back';
  const found = await stage.kubectl.until(what, REPAIRED_MS, () => ourRecord(stage, volume));
  const same = found.data?.[KEY] === text;
  const seen = same ? 'the same text' : JSON.stringify(found.data);
  stage.report.check('a ConfigMap that was deleted by hand is written anew', same, seen);
}

async function ourRecord({ kubectl }: Stage, volume: string): Promise<KubeObject | undefined> {
  const found = await kubectl.find('configmap', nameOf(volume), NAMESPACE);
  return found?.metadata.labels?.[LABEL] === 'twinsite' ? found : undefined;
}
