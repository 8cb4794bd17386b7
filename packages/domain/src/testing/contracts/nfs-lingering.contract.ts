import type { LingeringMounts } from '../../file/node/lingering-mounts.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../check.js';
import type { ContractCase } from '../contract.js';

/** A host whose kernel holds NFS superblocks; fresh for every case. */
export interface LingeringMountsSubject {
  /** Made anew at every look, as by a restarted driver. */
  readonly lingering: LingeringMounts;
  /** The kernel holds one more; answers its `major:minor`. */
  hold(): Promise<string>;
  /** The kernel lets go of it. */
  release(device: string): Promise<void>;
  reboot(): Promise<void>;
}

const entry = (device: string, volume = 'csi-nfs-vid-a', reason = 'its server does not answer') => ({
  volume,
  source: '10.0.0.1:/sdsfs/f/a',
  device,
  reason,
});

async function listed({ lingering }: LingeringMountsSubject): Promise<readonly unknown[]> {
  const mounts = expectOk(await lingering.list(never), 'list');
  return [...mounts].sort((one, other) => (one.volume < other.volume ? -1 : 1));
}

export const lingeringMountsContract: readonly ContractCase<LingeringMountsSubject>[] = [
  {
    name: 'nothing lingers at first',
    run: async (subject) => expectEqual(await listed(subject), [], 'lingering'),
  },
  {
    name: 'what the kernel holds lingers, and is over when it lets go',
    run: async (subject) => {
      const [one, two] = [await subject.hold(), await subject.hold()];
      expectOk(await subject.lingering.remember(entry(one), never), 'remember');
      expectOk(await subject.lingering.remember(entry(two, 'csi-nfs-vid-b/../ä'), never), 'remember another');
      expectEqual(await listed(subject), [entry(one), entry(two, 'csi-nfs-vid-b/../ä')], 'lingering');
      await subject.release(one);
      expectEqual(await listed(subject), [entry(two, 'csi-nfs-vid-b/../ä')], 'lingering');
      await subject.release(two);
      expectEqual(await listed(subject), [], 'lingering');
    },
  },
  {
    name: 'what is remembered twice lingers once, for the last reason',
    run: async (subject) => {
      const device = await subject.hold();
      expectOk(await subject.lingering.remember(entry(device), never), 'remember');
      const again = entry(device, 'csi-nfs-vid-a', 'somebody lives in it');
      expectOk(await subject.lingering.remember(again, never), 'remember again');
      expectEqual(await listed(subject), [again], 'lingering');
    },
  },
  {
    name: 'two superblocks of one volume linger both',
    run: async (subject) => {
      const devices = [await subject.hold(), await subject.hold()];
      for (const device of devices)
        expectOk(await subject.lingering.remember(entry(device), never), 'remember');
      expectEqual((await listed(subject)).length, 2, 'lingering');
    },
  },
  {
    name: 'a start of the machine ends it, whatever has the number afterwards',
    run: async (subject) => {
      const device = await subject.hold();
      expectOk(await subject.lingering.remember(entry(device), never), 'remember');
      await subject.reboot();
      await subject.hold();
      expectEqual(await listed(subject), [], 'lingering');
    },
  },
];
