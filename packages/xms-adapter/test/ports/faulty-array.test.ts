import { never, type Problem, type Result, type SnapshotName, type StorageArray } from '@twinsite/domain';
import { expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/index.js';
import { aNewVolume, volumeName } from '../transport/an-array.js';
import { aNode, onSimulator } from './on-simulator.js';

/** Reads fail, changes happen and are answered with an error or not at all, and everything takes its time. */
const faults = (seed: number): readonly Fault[] => [
  { operation: 'GET *', chance: 0.1, seed, effect: { kind: 'status', status: 500 } },
  { operation: 'POST *', chance: 0.2, seed: seed + 1, effect: { kind: 'status-after', status: 500 } },
  { operation: 'PATCH *', chance: 0.2, seed: seed + 2, effect: { kind: 'reset-after' } },
  { operation: 'DELETE *', chance: 0.2, seed: seed + 3, effect: { kind: 'status-after', status: 500 } },
  { operation: '* /block-*', chance: 0.1, seed: seed + 4, effect: { kind: 'reset-before' } },
  { operation: '*', seed: seed + 5, effect: { kind: 'slow', medianMs: 1, p99Ms: 20 } },
];

const PERSISTENCE = 60;

/** What every caller of a port does: the same again until it is so. */
async function until<T>(attempt: () => Promise<Result<T, Problem>>): Promise<T> {
  const said: string[] = [];
  for (let count = 0; count < PERSISTENCE; count += 1) {
    const result = await attempt();
    if (result.ok) return result.value;
    said.push(result.problem.kind);
  }
  throw new Error(`never succeeded: ${said.join(', ')}`);
}

const volume = (array: StorageArray, name: string) =>
  until(async () => {
    const found = await array.volumes.find(volumeName(name), never);
    if (!found.ok) return found;
    return found.value === undefined
      ? array.volumes.create(aNewVolume(name), never)
      : array.volumes.settle(found.value, never);
  });

async function lifeOf(array: StorageArray, index: number): Promise<void> {
  const { volumes, volumeChanges, snapshots, lunAccess } = array;
  const source = await volume(array, `pvc-${index}`);
  const name = `snap-${index}` as SnapshotName;
  const snapshot = await until(async () => {
    const all = await snapshots.list(source, never);
    if (!all.ok) return all;
    const [taken] = all.value;
    return taken === undefined
      ? snapshots.create({ name, volume: source, description: '' }, never)
      : snapshots.settle(taken, never);
  });
  const clone = await until(async () => {
    const found = await volumes.find(volumeName(`clone-${index}`), never);
    if (!found.ok) return found;
    const made =
      found.value === undefined
        ? await volumes.create({ ...aNewVolume(`clone-${index}`), snapshot }, never)
        : await volumes.settle(found.value, never);
    return made.ok ? volumeChanges.flatten(made.value, never) : made;
  });
  const accessPath = await until(() => array.accessPaths.find('ap-k8s', never));
  const request = { volume: clone, node: aNode(`node-${index}`), accessPath };
  const { lun } = await until(() => lunAccess.grant(request, never));
  expect((await until(() => lunAccess.grant(request, never))).lun).toBe(lun);
  await until(() => lunAccess.revoke(clone, request.node, never));
  await until(() => snapshots.delete(snapshot, never));
  for (const gone of [clone, source]) await until(() => volumes.delete(gone, 'final', never));
}

it.each([1, 20, 300])(
  'persistence against an array that fails one call in five leaves nothing twice and nothing behind (seed %d)',
  async (seed) => {
    const at = await onSimulator({ switches: { snapshotNames: 'repeatable', clientGroupNum: 'absent' } });
    try {
      at.simulator.setFaults(faults(seed));
      await Promise.all([at.array, at.anotherController()].map((array, index) => lifeOf(array, index)));
      const { volumes, snapshots, luns, clientGroups } = at.simulator.state;
      expect([volumes, snapshots, luns].map((table) => table.all())).toEqual([[], [], []]);
      expect(clientGroups.all().map((group) => group.name)).toEqual(
        expect.arrayContaining(['node-0', 'node-1']),
      );
      expect(clientGroups.all()).toHaveLength(2);
      expect(at.simulator.violations()).toEqual([]);
      const failed = at.simulator.requestLog().filter(({ status }) => status === 500 || status === 0);
      expect(failed.length).toBeGreaterThan(5);
    } finally {
      await at.close();
    }
  },
  60_000,
);
