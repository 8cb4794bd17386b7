import { never, type BlockSnapshot, type BlockVolume, type SnapshotName } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNewVolume, expectOk, expectProblem } from '../transport/an-array.js';
import { createdVolume, onSimulator, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const named = (volume: BlockVolume, name = 's') => ({ name: name as SnapshotName, volume, description: '' });

const taken = async (volume: BlockVolume, name = 's'): Promise<BlockSnapshot> =>
  expectOk(await at.array.snapshots.create(named(volume, name), never));

const cloned = async (snapshot: BlockSnapshot, name = 'c'): Promise<BlockVolume> =>
  expectOk(await at.array.volumes.create({ ...aNewVolume(name), snapshot }, never));

describe('taking a snapshot', () => {
  it.each([
    ['unique', 400],
    ['unique', 409],
    ['repeatable', 400],
  ] as const)(
    'of a name that is taken leaves the older one alone: names %s, duplicate %d',
    async (snapshotNames, duplicateName) => {
      at.simulator.setSwitches({ snapshotNames, duplicateName });
      const volume = await createdVolume(at.array, 'pvc-1');
      const { id } = await taken(volume);
      expectProblem(await at.array.snapshots.create(named(volume), never), 'snapshot-differs');
      const left = expectOk(await at.array.snapshots.list(volume, never));
      expect(left.map((snapshot) => snapshot.id)).toEqual([id]);
    },
  );

  it('of a name that another volume has is snapshot-differs and names that volume', async () => {
    await taken(await createdVolume(at.array, 'pvc-1'));
    const other = await createdVolume(at.array, 'pvc-2');
    const problem = expectProblem(await at.array.snapshots.create(named(other), never), 'snapshot-differs');
    expect(problem.difference).toContain('pvc-1');
  });

  it.each(['unique', 'repeatable'] as const)(
    'at one moment from two controllers leaves one, names %s',
    async (snapshotNames) => {
      at.simulator.setSwitches({ snapshotNames });
      const volume = await createdVolume(at.array, 'pvc-1');
      const results = await Promise.all(
        [at.array, at.anotherController()].map(({ snapshots }) => snapshots.create(named(volume), never)),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(expectOk(await at.array.snapshots.list(volume, never))).toHaveLength(1);
    },
  );

  it('with an answer that is lost is outcome-unknown, and the snapshot is found and settled afterwards', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    at.simulator.addFault({ operation: 'POST /block-snapshots/', times: 1, effect: { kind: 'reset-after' } });
    expectProblem(await at.array.snapshots.create(named(volume), never), 'outcome-unknown');
    const [found] = expectOk(await at.array.snapshots.list(volume, never));
    if (found === undefined) throw new Error('the array has taken it');
    expect(expectOk(await at.array.snapshots.settle(found, never)).state).toEqual({ kind: 'ready' });
  });

  it('that fails on the array is snapshot-failed', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({ settling: { ...settling, snapshot: { ms: 5, polls: 1, outcome: 'error' } } });
    expectProblem(await at.array.snapshots.create(named(volume), never), 'snapshot-failed');
  });

  it('of a volume that is gone is refused with what the array said', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    expectOk(await at.array.volumes.delete(volume, 'final', never));
    expectProblem(await at.array.snapshots.create(named(volume), never), 'array-refused');
  });
});

describe('deleting a snapshot', () => {
  it('never takes the data of a volume that depends on it, also one in the trash', async () => {
    const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
    const clone = await cloned(snapshot);
    expectOk(await at.array.volumes.delete(clone, 'trash', never));
    at.requests();
    const problem = expectProblem(await at.array.snapshots.delete(snapshot, never), 'snapshot-in-use');
    expect(problem.clones).toEqual(['c (in the trash)']);
    expect(at.requests()).toEqual(['GET /block-volumes/']);
  });

  it.each(['hidden', 'shown'] as const)(
    'is not held up by a volume that was flattened, its parent %s',
    async (flattenedParent) => {
      at.simulator.setSwitches({ flattenedParent });
      const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
      const flat = expectOk(await at.array.volumeChanges.flatten(await cloned(snapshot), never));
      expect(flat.parentSnapshot).toBe(undefined);
      expectOk(await at.array.snapshots.delete(snapshot, never));
    },
  );

  it('whose answer is lost is resolved by reading', async () => {
    const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
    const operation = 'DELETE /block-snapshots/{id}';
    at.simulator.addFault({ operation, times: 1, effect: { kind: 'reset-after' } });
    expectOk(await at.array.snapshots.delete(snapshot, never));
    expect(at.simulator.state.snapshots.all()).toEqual([]);
  });

  it('that never arrived is outcome-unknown, and the snapshot stays', async () => {
    const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
    const operation = 'DELETE /block-snapshots/{id}';
    at.simulator.addFault({ operation, times: 1, effect: { kind: 'reset-before' } });
    expectProblem(await at.array.snapshots.delete(snapshot, never), 'outcome-unknown');
    expect(at.simulator.state.snapshots.all()).toHaveLength(1);
  });

  it('that another call is doing already is waited for', async () => {
    const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({ settling: { ...settling, snapshot: { ms: 0, polls: 6, outcome: 'done' } } });
    const both = [at.array, at.anotherController()].map(({ snapshots }) => snapshots.delete(snapshot, never));
    for (const result of await Promise.all(both)) expectOk(result);
  });
});

describe('deleting a volume that has snapshots', () => {
  it.each(['refused', 'cascades'] as const)(
    'never takes them along, whether the array %s it',
    async (deleteWithSnapshots) => {
      at.simulator.setSwitches({ deleteWithSnapshots });
      const volume = await createdVolume(at.array, 'pvc-1');
      await taken(volume, 's');
      await taken(volume, 't');
      for (const policy of ['final', 'trash'] as const) {
        const refused = await at.array.volumes.delete(volume, policy, never);
        expect(expectProblem(refused, 'volume-has-snapshots').snapshots).toEqual(['s', 't']);
      }
      expect(at.simulator.state.snapshots.all()).toHaveLength(2);
    },
  );
});

describe('a volume from a snapshot', () => {
  it.each(['honoured', 'ignored'] as const)(
    'is made without a size, so that an array by which it is %s gives the snapshot its own',
    async (cloneSize) => {
      at.simulator.setSwitches({ cloneSize });
      const snapshot = await taken(await createdVolume(at.array, 'pvc-1'));
      const clone = await cloned(snapshot);
      expect([clone.size, clone.parentSnapshot, clone.origin]).toEqual([
        snapshot.size,
        snapshot.id,
        'copied',
      ]);
      const creations = at.simulator
        .requestLog()
        .filter(({ operation }) => operation === 'POST /block-volumes/');
      const sent: unknown = creations.at(-1)?.body;
      expect(sent).toEqual({
        block_volume: {
          name: 'c',
          pool_id: 1,
          description: 'made by a test',
          block_snapshot_id: 1,
          flattened: false,
        },
      });
    },
  );
});
