import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aClone, aSnapshot } from './a-snapshot.js';
import { again, aVolume, SIZE } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

/** Volumes made from snapshots: block volumes, changes and snapshots together. */
export const clonesContract: readonly ContractCase<VolumesSubject>[] = [
  {
    name: 'a volume made from a snapshot is a copy, names its parent, and has an identity of its own',
    run: async (subject) => {
      const volume = await aVolume(subject);
      const snapshot = await aSnapshot(subject, volume);
      const clone = await aClone(subject, snapshot);
      expectEqual([clone.state.kind, clone.origin], ['ready', 'copied'], 'state and origin');
      const found = await again(subject, clone);
      expectEqual([found.parentSnapshot, found.origin], [snapshot.id, 'copied'], 'parent and origin');
      expectTrue(found.naa !== undefined && found.naa !== volume.naa, 'identities differ');
    },
  },
  {
    name: "a volume made from a snapshot has the snapshot's size, also when its source has grown since",
    run: async (subject) => {
      const volume = await aVolume(subject);
      const snapshot = await aSnapshot(subject, volume);
      const grown = bytes(96n * MIB);
      expectOk(await subject.array.volumeChanges.resize(volume, grown, never), 'resize');
      const clone = await aClone(subject, snapshot);
      expectEqual(clone.size, SIZE, 'size of the clone');
      const larger = expectOk(
        await subject.array.volumeChanges.resize(clone, grown, never),
        'grow the clone',
      );
      expectEqual([larger.size, larger.origin], [grown, 'copied'], 'grown clone');
    },
  },
  {
    name: 'a snapshot stays while a volume shares its data, and is free when that volume was flattened',
    run: async (subject) => {
      const { snapshots, volumeChanges } = subject.array;
      const snapshot = await aSnapshot(subject, await aVolume(subject));
      const clone = await aClone(subject, snapshot);
      const problem = expectProblem(await snapshots.delete(snapshot, never), 'snapshot-in-use', 'delete');
      expectEqual('clones' in problem && problem.clones, [clone.name], 'named volumes');
      const shared = await again(subject, clone);
      const flat = expectOk(await volumeChanges.flatten(shared, never), 'flatten');
      expectEqual([flat.parentSnapshot, flat.origin], [undefined, 'copied'], 'parent and origin');
      expectOk(await volumeChanges.flatten(shared, never), 'flatten again');
      expectOk(await snapshots.delete(snapshot, never), 'delete snapshot');
      expectEqual((await again(subject, clone)).origin, 'copied', 'origin without the snapshot');
    },
  },
  {
    name: 'a snapshot is free when the volume made from it is gone',
    run: async (subject) => {
      const { snapshots, volumes } = subject.array;
      const snapshot = await aSnapshot(subject, await aVolume(subject));
      const clone = await aClone(subject, snapshot);
      expectOk(await volumes.delete(clone, 'final', never), 'delete clone');
      expectOk(await snapshots.delete(snapshot, never), 'delete snapshot');
    },
  },
  {
    name: 'a name that is taken is not made from a snapshot either',
    run: async (subject) => {
      const volume = await aVolume(subject);
      const snapshot = await aSnapshot(subject, volume);
      const spec = { name: volume.name, pool: subject.pool, size: SIZE, snapshot, description: '' };
      expectProblem(await subject.array.volumes.create(spec, never), 'volume-differs', 'create');
      expectEqual((await again(subject, volume)).id, volume.id, 'volume');
    },
  },
];
