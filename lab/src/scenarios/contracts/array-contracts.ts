import { randomUUID } from 'node:crypto';
import {
  parseInitiatorIqn,
  parseVolumeName,
  never,
  type BlockVolume,
  type StorageArray,
  type VolumeName,
} from '@twinsite/domain';
import {
  accessPathsContract,
  blockSnapshotsContract,
  groupSnapshotsContract,
  blockVolumesContract,
  clonesContract,
  expectOk,
  lunAccessContract,
  poolsContract,
  publishedNodesContract,
  volumeChangesContract,
  type ContractCase,
  type LunAccessSubject,
} from '@twinsite/domain/testing';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import type { Report } from '../report.js';
import { checkData } from './data-checks.js';
import { checkGatewayChanges } from './gateway-changes.js';
import { withArray } from './with-array.js';

/** The array ports against the simulator with the lab's gateways as its data plane; the value is the number of cases. */
export async function arrayContracts(
  { lab, simulator }: { readonly lab: Lab; readonly simulator: RunningSimulator },
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  // A volume in the trash would stay in the tables, which are read afterwards.
  simulator.setSwitches({ trash: 'off' });
  return withArray(simulator, async (array) => {
    const subject = await subjectOn(array);
    const cases = await runSuites(subject, report);
    await removeAll(array, simulator);
    const checks = await checkData({ lab, subject }, report, signal);
    await removeAll(array, simulator);
    const changes = await checkGatewayChanges({ lab, subject }, report, signal);
    await removeAll(array, simulator);
    return cases + checks + changes;
  });
}

async function runSuites(subject: LunAccessSubject, report: Report): Promise<number> {
  const { array, accessPath } = subject;
  const onPath = { array, accessPath: accessPath.name };
  const counts = [
    await runCases('block volumes', blockVolumesContract, subject, report),
    await runCases('volume changes', volumeChangesContract, subject, report),
    await runCases('snapshots', blockSnapshotsContract, subject, report),
    await runCases('group snapshots', groupSnapshotsContract, subject, report),
    await runCases('clones', clonesContract, subject, report),
    await runCases('pools', poolsContract, subject, report),
    await runCases('access paths', accessPathsContract, onPath, report),
    await runCases('LUN access', lunAccessContract, subject, report),
    await runCases('published nodes', publishedNodesContract, subject, report),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function runCases<Subject>(
  suite: string,
  cases: readonly ContractCase<Subject>[],
  subject: Subject,
  report: Report,
): Promise<number> {
  for (const { name, run } of cases) {
    const outcome = await run(subject).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    report.check(`${suite}: ${name}`, outcome === undefined, outcome ?? 'kept');
  }
  return cases.length;
}

async function subjectOn(array: StorageArray): Promise<LunAccessSubject> {
  const [pool] = expectOk(await array.pools.list(never), 'pools');
  if (pool === undefined) throw new Error('the lab has pools');
  const accessPath = expectOk(await array.accessPaths.find('ap-k8s', never), 'access path');
  return { array, pool, accessPath, freshName, freshNode };
}

function freshName(): VolumeName {
  return expectOk(parseVolumeName(`contract-${randomUUID()}`, 'name'), 'name');
}

function freshNode() {
  const name = `contract-${randomUUID()}`;
  const iqn = parseInitiatorIqn(`iqn.2026-01.lab.twinsite:${name}`);
  if (iqn === undefined) throw new Error(`${name} gives no initiator name`);
  return { name, iqn };
}

/** The suites leave volumes, snapshots and grants behind; here they have to go, since the tables are read afterwards. */
async function removeAll(array: StorageArray, simulator: RunningSimulator): Promise<void> {
  const volumes: BlockVolume[] = [];
  for (const { name } of simulator.state.volumes.all()) {
    const volume = expectOk(await array.volumes.find(name as VolumeName, never), 'find');
    if (volume === undefined) continue;
    volumes.push(expectOk(await array.volumeChanges.flatten(volume, never), 'flatten'));
    for (const { client, iqns } of expectOk(await array.lunAccess.holders(volume, never), 'holders')) {
      const iqn = parseInitiatorIqn(iqns[0] ?? '');
      if (iqn !== undefined)
        expectOk(await array.lunAccess.revoke(volume, { name: client, iqn }, never), 'revoke');
    }
  }
  for (const snapshot of expectOk(await array.snapshots.list(undefined, never), 'snapshots'))
    expectOk(await array.snapshots.delete(snapshot, never), 'delete snapshot');
  for (const volume of volumes) expectOk(await array.volumes.delete(volume, 'final', never), 'delete volume');
}
