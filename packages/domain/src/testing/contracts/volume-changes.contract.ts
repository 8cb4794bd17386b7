import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { again, aVolume, SIZE } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

export const volumeChangesContract: readonly ContractCase<VolumesSubject>[] = [
  {
    name: 'a description is kept and leaves the rest alone',
    run: async (subject) => {
      const created = await aVolume(subject);
      expectOk(await subject.array.volumeChanges.describe(created, 'line 1\nline 2', never), 'describe');
      const found = await again(subject, created);
      expectEqual(found.description, 'line 1\nline 2', 'description');
      expectEqual([found.size, found.naa], [SIZE, created.naa], 'size and identity');
    },
  },
  {
    name: 'a volume grows, keeps its identity and its description, and is not made smaller',
    run: async (subject) => {
      const created = await aVolume(subject);
      const { volumeChanges } = subject.array;
      const size = bytes(96n * MIB);
      const grown = expectOk(await volumeChanges.resize(created, size, never), 'resize');
      expectEqual([grown.size, grown.naa, grown.state.kind], [size, created.naa, 'ready'], 'grown volume');
      const smaller = expectOk(await volumeChanges.resize(grown, SIZE, never), 'smaller');
      expectEqual(smaller.size, size, 'size after a smaller one was asked for');
      const found = await again(subject, created);
      expectEqual([found.size, found.description], [size, created.description], 'as found');
    },
  },
  {
    name: 'growing to the same size again is success, also for who has not seen it grow',
    run: async (subject) => {
      const created = await aVolume(subject);
      const size = bytes(96n * MIB);
      expectOk(await subject.array.volumeChanges.resize(created, size, never), 'resize');
      const repeated = expectOk(await subject.array.volumeChanges.resize(created, size, never), 'again');
      expectEqual(repeated.size, size, 'size');
    },
  },
  {
    name: 'a volume that stands alone needs no flatten',
    run: async (subject) => {
      const created = await aVolume(subject);
      const flat = expectOk(await subject.array.volumeChanges.flatten(created, never), 'flatten');
      expectEqual([flat.id, flat.parentSnapshot], [created.id, undefined], 'volume');
      expectTrue(flat.state.kind === 'ready', 'ready');
    },
  },
];
