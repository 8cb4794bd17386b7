import { randomBytes } from 'node:crypto';
import { pathOf } from '@twinsite/lab';
import { FOLDER } from '../../world/article-files.js';
import { claimUnpinned, deleteClaims, untilBound, volumeOf } from '../claims.js';
import { linesOf } from '../evidence.js';
import { manifest } from '../manifests.js';
import { applyPods, endPods, inPod } from '../pods.js';
import { measured, type Stage } from '../stage.js';

const PAGE = '/var/lib/www/html/index.html';
const CLAIM = 'csi-nfs-pvc';
const POD = 'csi-nfs-demopod';
const MIB = 1024 ** 2;
const SIZE_MIB = 5 * 1024;

/** The article's class, which brings its own credentials, its claim and its pod. */
export async function articleFiles(stage: Stage) {
  const { kubectl, home, password } = stage;
  await kubectl.apply(await manifest(home, 'nfs-storage-class', { PASSWORD: password }));
  const boundMs = await measured(async () => {
    await kubectl.apply(await manifest(home, 'nfs-claim'));
    await untilBound(stage, [CLAIM]);
  });
  const volume = await volumeOf(stage, CLAIM);
  await claimVolume(stage, volume, boundMs);
  await claimUnpinned(stage);
  const podReadyMs = await applyPods(stage, [POD], await manifest(home, 'nfs-pod'));
  await claimPage(stage, volume);
  const podGoneMs = await endPods(stage, [POD]);
  const deletedMs = await deleteClaims(stage, [CLAIM]);
  // It shows its password to whoever may read classes; that nothing else does is seen when it is gone.
  await kubectl.run(['delete', 'storageclass', 'csi-nfs-sc']);
  return { boundMs, podReadyMs, podGoneMs, deletedMs };
}

async function claimVolume({ kubectl, report, simulator, password }: Stage, volume: string, ms: number) {
  const object = await kubectl.find('pv', volume);
  const { driver, volumeHandle } = object?.spec?.['csi'] as {
    readonly driver: string;
    readonly volumeHandle: string;
  };
  const ours = driver === 'com.nfs.csi.xsky' && volumeHandle === `csi-nfs-vid-${volume}`;
  report.check('the claim is bound to a volume of our driver', ours, `${volumeHandle} after ${ms} ms`);
  const bare = !JSON.stringify(object).includes(password);
  report.check('the volume does not carry the password of its class', bare, JSON.stringify(object?.spec));
  const trees = simulator.state.fsQuotaTrees.all().map(({ name, size }) => `${name} ${size / MIB} MiB`);
  report.check(
    'the array has exactly this quota tree, of 5 GiB',
    trees.join() === `${volume} ${SIZE_MIB} MiB`,
    trees.join() || 'none',
  );
}

/** The pod writes a text of this run only and serves it; the storage has it, and the pod sees its quota as its disk. */
async function claimPage(stage: Stage, volume: string): Promise<void> {
  const { report, lab, signal } = stage;
  const written = `twinsite-${randomBytes(16).toString('hex')}`;
  const served = (
    await inPod(stage, POD, `echo ${written} > ${PAGE} && sync && wget -qO- http://127.0.0.1/`)
  ).trim();
  report.check('the pod writes a page and serves it', served === written, served);
  const [size = ''] = (await inPod(stage, POD, `df -Pm ${PAGE} | awk 'END { print $2 }'`)).split('\n');
  report.check('the pod’s directory has the size of the claim', size === String(SIZE_MIB), `${size} MiB`);
  const [stored = ''] = await linesOf(lab, 'backing', `cat ${pathOf(FOLDER, volume)}/index.html`, signal);
  report.check('the storage has the page', stored === written, stored || 'nothing');
}
