import type { NodeInventory } from '../../node/reconcile/node-inventory.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectSoon, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { EXT4, type NodeStorageSubject } from './node-storage-subject.js';

export interface NodeInventorySubject extends NodeStorageSubject {
  readonly inventory: NodeInventory;
}

async function assembled({ ports, attachment }: NodeInventorySubject): Promise<readonly number[]> {
  const sids: number[] = [];
  const paths = [];
  for (const target of attachment.portals) {
    const session = expectOk(await ports.sessions.login(target, ports.timers, never), 'login');
    sids.push(session.sid);
    paths.push(expectOk(await ports.paths.attach({ session, ...attachment }, never), 'attach'));
  }
  expectOk(await ports.maps.assemble(attachment.naa, paths, never), 'assemble');
  return sids.sort();
}

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

export const nodeInventoryContract: readonly ContractCase<NodeInventorySubject>[] = [
  {
    name: 'the boot has an identity, the same at every look',
    run: async ({ inventory }) => {
      const first = expectOk(await inventory.bootId(never), 'boot id');
      expectTrue(first !== '', 'a boot id');
      expectEqual(expectOk(await inventory.bootId(never), 'boot id'), first, 'boot id');
    },
  },
  {
    name: 'disks are told with their sessions, the map with its paths, and the kernel’s recovery time',
    run: async (subject) => {
      const { inventory, attachment } = subject;
      const sids = await assembled(subject);
      const disks = expectOk(await inventory.disks(never), 'disks').filter(
        ({ naa }) => naa === attachment.naa,
      );
      expectEqual(disks.map(({ sid }) => sid).sort(), sids, 'sessions of the disks');
      expectTrue(
        disks.every(({ state }) => state === 'running'),
        'the disks run',
      );
      const map = expectOk(await inventory.maps(never), 'maps').find(({ naa }) => naa === attachment.naa);
      expectEqual(sorted(map?.paths ?? []), sorted(disks.map(({ device }) => device)), 'paths of the map');
      const times = expectOk(await inventory.recoveryTimes(never), 'recovery times');
      expectEqual(
        times.filter(({ sid }) => sids.includes(sid)).map(({ seconds }) => Number.isInteger(seconds)),
        sids.map(() => true),
        'recovery times',
      );
    },
  },
  {
    // A host's own tools (udev) open a map for a moment after every change of it.
    name: 'nobody stays on a fresh map; a mount of it is a user',
    run: async (subject) => {
      const { inventory, ports, attachment, mountPath } = subject;
      await assembled(subject);
      const { naa } = attachment;
      const users = async (): Promise<readonly string[]> =>
        expectOk(await inventory.usersOf(naa, never), 'users');
      await expectSoon(users, [], 'users');
      const map = expectOk(await ports.maps.find(naa, never), 'map');
      if (map === undefined) throw new Error('the map has gone');
      expectOk(await ports.filesystems.format(map.devicePath, EXT4, never), 'format');
      const request = { device: map.devicePath, path: mountPath, fsType: 'ext4', flags: [] };
      expectOk(await ports.mounts.mount(request, never), 'mount');
      expectTrue((await users()).length > 0, 'a mount is a user');
      expectOk(await ports.mounts.unmount(mountPath, never), 'unmount');
      await expectSoon(users, [], 'users after the unmount');
    },
  },
];
