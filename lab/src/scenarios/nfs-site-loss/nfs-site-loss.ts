import type { NfsVersion } from '../nfs-client.js';
import { nfsLeftovers } from '../nfs-world/nfs-leftovers.js';
import { createVolume, leave, manyWriters, placeOf, use } from '../nfs-world/nfs-volume.js';
import { RecordWriter } from '../record-writer.js';
import type { Scenario } from '../scenario.js';
import { inWorld, type World } from '../world/world.js';
import { FileLock } from './file-lock.js';
import { lostRecords } from './lost-records.js';
import { cutHolder } from './cut-holder.js';

const RECORDS = 'records';
const CUTS = 2;
/** What the issue of a stretched file service asks for. Unit: ms. */
const TARGET_MS: Readonly<Record<'3' | '4.1', number>> = { '3': 5_000, '4.1': 8_000 };

export const nfsSiteLoss: Scenario = {
  name: 'nfs-site-loss',
  summary:
    'our NFS driver on real file gateways: records are written while the site of the VIP goes dark, both in turn',
  profile: { storage: 'file' },
  run: (lab, report, signal) => inWorld({ lab, report, signal }, tell, 'nfs'),
};

async function tell(world: World) {
  const { report } = world;
  const runs: Run[] = [];
  for (const version of ['3', '4.1'] as const) runs.push(await oneVersion(world, version));
  const left = await nfsLeftovers(world);
  report.check(
    'nothing is left',
    left.length === 0,
    left.join('; ') || 'storage, exports, mounts and array are empty',
  );
  const result = {
    records: runs.reduce((sum, run) => sum + run.records, 0),
    lost: runs.reduce((sum, run) => sum + run.lost, 0),
    worstStallMs: Math.max(...runs.map((run) => run.worstStallMs)),
    runs,
    leftovers: left.length,
  };
  return { result };
}

interface Run {
  readonly version: NfsVersion;
  readonly records: number;
  readonly lost: number;
  readonly worstStallMs: number;
  readonly stallsMs: readonly number[];
  readonly locks: 'kept' | 'lost';
}

async function oneVersion(world: World, version: '3' | '4.1'): Promise<Run> {
  const { report, signal } = world;
  const name = `pvc-site-loss-${version.replace('.', '-')}`;
  const volume = await createVolume(world, name, { access: 'node', claim: manyWriters(version), mib: 256 });
  const used = await use(world, { name, node: 'node-1', volume });
  const { agent, path } = placeOf(world, used);
  const writer = new RecordWriter(agent, `${path}/${RECORDS}`);
  const lock = await FileLock.take({ agent, path, signal });
  await writer.start(signal);
  const stallsMs: number[] = [];
  for (let cut = 0; cut < CUTS; cut++) stallsMs.push(await cutHolder(world, { version, writer }));
  const worstStallMs = Math.max(...stallsMs);
  report.check(
    `v${version}: no stall is longer than ${TARGET_MS[version]} ms`,
    worstStallMs <= TARGET_MS[version],
    stallsMs.map((ms) => `${ms} ms`).join(', '),
  );
  const other = await use(world, { name, node: 'node-2', volume });
  const locks = (await lock.isHeldAgainst(placeOf(world, other))) ? 'kept' : 'lost';
  report.check(
    `v${version}: a lock outlives the moves`,
    locks === 'kept',
    `the other node finds it ${locks}`,
  );
  await lock.release();
  const { acknowledged, state, errno } = await writer.stop(signal);
  report.check(`v${version}: the writer saw no error`, state === 'stopped', `${state}, errno ${errno}`);
  for (const one of [other, used]) await leave(world, one);
  const lost = await lostRecords(world, { name, volume, version, file: RECORDS, acknowledged });
  await world.attacher.delete(volume);
  return { version, records: acknowledged, lost, worstStallMs, stallsMs, locks };
}
