import { measured, type Stage } from './stage.js';
import { manifest } from './manifests.js';
import { POOL } from './article-array.js';

const BOUND_MS = 60_000;
const SIZE = 20 * 1024 ** 3;

export interface Provisioned {
  /** Name of the PersistentVolume, and of the array's volume. */
  readonly volume: string;
  readonly boundMs: number;
}

/** The article's claim is bound to a volume that the array really has. */
export async function provision(stage: Stage): Promise<Provisioned> {
  const { kubectl, home } = stage;
  await kubectl.apply(await manifest(home, 'storage-class'));
  const boundMs = await measured(async () => {
    await kubectl.apply(await manifest(home, 'claim'));
    await kubectl.until('the claim is Bound', BOUND_MS, async () => {
      const claim = await kubectl.find('pvc', 'my-pvc');
      return claim?.status?.['phase'] === 'Bound' ? claim : undefined;
    });
  });
  const volume = String((await kubectl.find('pvc', 'my-pvc'))?.spec?.['volumeName']);
  await claimObjects(stage, volume, boundMs);
  claimArray(stage, volume);
  return { volume, boundMs };
}

async function claimObjects({ kubectl, report }: Stage, volume: string, boundMs: number): Promise<void> {
  const { spec = {} } = (await kubectl.find('pv', volume)) ?? {};
  const csi = spec['csi'] as { readonly volumeHandle?: string; readonly driver?: string } | undefined;
  const handle = csi?.volumeHandle ?? 'none';
  report.check(
    'the claim is bound to a volume of our driver',
    csi?.driver === 'iscsi.csi.xsky.com' && handle === `csi-iscsi-vid-${volume}`,
    `${handle} after ${boundMs} ms`,
  );
  const affinity = JSON.stringify(spec['nodeAffinity'] ?? null);
  report.check(
    'the volume is pinned to no node and no site',
    affinity === 'null',
    `nodeAffinity ${affinity}`,
  );
}

function claimArray({ simulator, report }: Stage, volume: string): void {
  const rows = simulator.state.volumes.all();
  const pool = simulator.state.pools.all().find(({ id }) => id === rows[0]?.poolId)?.spec.name;
  const seen = rows.map(({ name, size }) => `${name} ${size} bytes in ${pool ?? '?'}`).join('; ');
  const [row] = rows;
  const right = rows.length === 1 && row?.name === volume && row.size === SIZE && pool === POOL;
  report.check(
    'the array has exactly this volume, of 20 GiB, in the class’s pool',
    right,
    seen || 'no volume',
  );
  const asked = simulator.requestLog().filter(({ operation }) => operation === 'POST /block-volumes/');
  report.check('it was created by one request', asked.length === 1, `${asked.length} POST /block-volumes/`);
}
