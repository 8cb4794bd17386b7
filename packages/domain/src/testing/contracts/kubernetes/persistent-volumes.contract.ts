import type { DriverVolume, PersistentVolumes } from '../../../kubernetes/persistent-volumes.port.js';
import { expectEqual, expectOk, expectSoon, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface PersistentVolumesSubject {
  readonly volumes: PersistentVolumes;
  /** A name nobody has used. */
  readonly freshName: () => string;
  /** Makes a PersistentVolume of our driver. */
  readonly add: (volume: Omit<DriverVolume, 'uid'>) => Promise<void>;
  /** Makes one of another driver. */
  readonly addForeign: (name: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** Lets what is under way arrive. */
  readonly turn: () => Promise<void>;
}

export const persistentVolumesContract: readonly ContractCase<PersistentVolumesSubject>[] = [
  {
    name: 'a PersistentVolume of our driver is listed with its handle and context until it goes',
    run: async (subject) => {
      const name = subject.freshName();
      const volume = { name, volumeHandle: `csi-iscsi-vid-${name}`, context: { accessPaths: 'ap' } };
      await subject.add(volume);
      await expectSoon(() => listed(subject, name), volume, 'listed', 1000);
      await subject.remove(name);
      await expectSoon(() => listed(subject, name), undefined, 'gone', 1000);
    },
  },
  {
    name: 'those of other drivers are not listed',
    run: async (subject) => {
      const [foreign, ours] = [subject.freshName(), subject.freshName()];
      await subject.addForeign(foreign);
      await subject.add({ name: ours, volumeHandle: `csi-iscsi-vid-${ours}`, context: {} });
      await expectSoon(async () => (await listed(subject, ours))?.name, ours, 'ours is listed', 1000);
      expectEqual(await listed(subject, foreign), undefined, 'the other one');
    },
  },
  {
    name: 'a listener hears of changes until it ends',
    run: async (subject) => {
      let heard = 0;
      const end = subject.volumes.onChange(() => (heard += 1));
      const [one, two] = [subject.freshName(), subject.freshName()];
      await subject.add({ name: one, volumeHandle: `csi-iscsi-vid-${one}`, context: {} });
      await expectSoon(async () => (await listed(subject, one))?.name, one, 'listed', 1000);
      expectTrue(heard > 0, 'heard');
      end();
      const before = heard;
      await subject.add({ name: two, volumeHandle: `csi-iscsi-vid-${two}`, context: {} });
      await expectSoon(async () => (await listed(subject, two))?.name, two, 'listed', 1000);
      expectEqual(heard, before, 'heard after the end');
    },
  },
];

async function listed(
  { volumes, turn }: PersistentVolumesSubject,
  name: string,
): Promise<Omit<DriverVolume, 'uid'> | undefined> {
  await turn();
  const found = expectOk(volumes.list(), 'list').find((volume) => volume.name === name);
  if (found === undefined) return undefined;
  const { uid, ...rest } = found;
  expectTrue(uid !== '', 'uid');
  return rest;
}
