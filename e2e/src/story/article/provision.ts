import { POOL } from '../../world/article-array.js';
import { claimUnpinned, untilBound, volumeOf } from '../claims.js';
import { manifest } from '../manifests.js';
import { measured, type Stage } from '../stage.js';

const SIZE = 20 * 1024 ** 3;

export interface Provisioned {
  /** Name of the PersistentVolume, and of the array's volume. */
  readonly volume: string;
  readonly boundMs: number;
}

/** The article's claim is bound to a volume that the array really has. */
export async function provision(stage: Stage): Promise<Provisioned> {
  const { kubectl, home } = stage;
  const claim = await manifest(home, 'claim');
  const boundMs = await measured(async () => {
    await kubectl.apply(claim);
    await untilBound(stage, ['my-pvc']);
  });
  const volume = await volumeOf(stage, 'my-pvc');
  await claimObjects(stage, volume, boundMs);
  await claimUnpinned(stage);
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
  const created = simulator.requestLog().filter(({ operation }) => operation === 'POST /block-volumes/');
  const asked = created.filter(({ body }) => JSON.stringify(body).includes(volume));
  report.check('it was created by one request', asked.length === 1, `${asked.length} POST /block-volumes/`);
}
