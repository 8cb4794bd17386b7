import { never } from '../../shared/cancel-signal.js';
import { parseNaa } from '../../volume/scsi-identity.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { mapPathsCases } from './map-paths.contract.js';
import { nodeAccessCases } from './node-access.contract.js';
import { assembled, connected, EXT4, type NodeStorageSubject } from './node-storage-subject.js';

export type { NodeStorageSubject };

export const nodeStorageContract: readonly ContractCase<NodeStorageSubject>[] = [
  {
    name: 'a login is listed, and a second one is the same session',
    run: async ({ ports, attachment }) => {
      const [target] = attachment.portals;
      if (target === undefined) throw new Error('the subject has no portal');
      const first = expectOk(await ports.sessions.login(target, ports.timers, never), 'login');
      const second = expectOk(await ports.sessions.login(target, ports.timers, never), 'login again');
      expectEqual(second.sid, first.sid, 'session');
      const listed = expectOk(await ports.sessions.list(never), 'list').filter(
        ({ sid }) => sid === first.sid,
      );
      expectEqual(
        listed.map(({ targetIqn, state }) => [targetIqn, state]),
        [[target.iqn, 'logged-in']],
        'listed',
      );
      expectEqual(expectOk(await ports.sessions.logoutIdle(first, never), 'logout'), 'logged-out', 'logout');
      expectEqual(
        expectOk(await ports.sessions.logoutIdle(first, never), 'logout again'),
        'logged-out',
        'again',
      );
    },
  },
  {
    name: 'every path shows the identity of the volume, and a session with a disk is not logged out',
    run: async (subject) => {
      const paths = await connected(subject);
      expectEqual(
        paths.map(({ naa }) => naa),
        subject.attachment.portals.map(() => subject.attachment.naa),
        'identities',
      );
      const found = expectOk(
        await subject.ports.paths.withIdentity(subject.attachment.naa, never),
        'with identity',
      );
      expectEqual(
        found.map(({ device }) => device).sort(),
        paths.map(({ device }) => device).sort(),
        'all paths',
      );
      for (const session of expectOk(await subject.ports.sessions.list(never), 'list')) {
        expectEqual(
          expectOk(await subject.ports.sessions.logoutIdle(session, never), 'logout'),
          'in-use',
          'logout',
        );
      }
    },
  },
  {
    name: 'a disk that shows another identity is refused',
    run: async ({ ports, attachment }) => {
      const [target] = attachment.portals;
      const other = parseNaa(attachment.naa.replace(/.$/, (digit) => (digit === 'f' ? 'e' : 'f')));
      if (target === undefined || other === undefined) throw new Error('the subject is not usable');
      const session = expectOk(await ports.sessions.login(target, ports.timers, never), 'login');
      const attached = await ports.paths.attach({ session, ...attachment, naa: other }, never);
      expectProblem(attached, 'wrong-device', 'attach');
    },
  },
  {
    name: 'a map of all paths is found by identity, and is gone after its removal, which can be repeated',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const map = await assembled(subject);
      expectEqual(
        [map.paths.length, map.size],
        [attachment.portals.length, attachment.size],
        'paths and size',
      );
      expectEqual(
        expectOk(await ports.maps.find(attachment.naa, never), 'find')?.devicePath,
        map.devicePath,
        'found',
      );
      expectOk(await ports.maps.remove(attachment.naa, never), 'remove');
      expectEqual(expectOk(await ports.maps.find(attachment.naa, never), 'find'), undefined, 'gone');
      expectOk(await ports.maps.remove(attachment.naa, never), 'remove again');
    },
  },
  {
    name: 'a path without its map can be removed, is gone then, and removing it again is success',
    run: async (subject) => {
      const { ports, attachment } = subject;
      await assembled(subject);
      expectOk(await ports.maps.remove(attachment.naa, never), 'remove the map');
      const paths = expectOk(await ports.paths.withIdentity(attachment.naa, never), 'with identity');
      const [path] = paths;
      if (path === undefined) throw new Error('no path');
      expectOk(await ports.paths.remove(path, never), 'remove');
      const left = expectOk(await ports.paths.withIdentity(attachment.naa, never), 'with identity');
      expectEqual(left.length, paths.length - 1, 'one is gone');
      expectOk(await ports.paths.remove(path, never), 'remove again');
    },
  },
  {
    name: 'a new disk is blank; a recorded intent is read back and can be cleared',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const { devicePath } = await assembled(subject);
      expectEqual(expectOk(await ports.disks.probe(devicePath, never), 'probe').blank, true, 'blank');
      const intent = { naa: attachment.naa, fsType: 'ext4' };
      expectOk(await ports.disks.recordIntent(devicePath, intent, never), 'record');
      const marked = expectOk(await ports.disks.probe(devicePath, never), 'probe');
      expectEqual([marked.blank, marked.intent], [false, intent], 'marked');
      expectOk(await ports.disks.clearIntent(devicePath, never), 'clear');
      expectEqual(expectOk(await ports.disks.probe(devicePath, never), 'probe').blank, true, 'blank again');
    },
  },
  {
    name: 'a format leaves the recorded intent standing until it is cleared',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const { devicePath } = await assembled(subject);
      const intent = { naa: attachment.naa, fsType: 'ext4' };
      expectOk(await ports.disks.recordIntent(devicePath, intent, never), 'record');
      expectOk(await ports.filesystems.format(devicePath, EXT4, never), 'format');
      const reading = expectOk(await ports.disks.probe(devicePath, never), 'probe');
      expectEqual([reading.fsType, reading.intent], ['ext4', intent], 'reading');
      expectOk(await ports.filesystems.format(devicePath, EXT4, never), 'format again');
    },
  },
  {
    name: 'a mounted file system is known by its device, grows, is measured and unmounts',
    run: async (subject) => {
      const { ports, attachment, mountPath: path } = subject;
      const { devicePath: device } = await assembled(subject);
      expectOk(await ports.filesystems.format(device, EXT4, never), 'format');
      expectOk(await ports.filesystems.check(device, 'ext4', never), 'check');
      expectOk(await ports.mounts.mount({ device, path, fsType: 'ext4', flags: [] }, never), 'mount');
      const [entry] = expectOk(await ports.mounts.at(path, never), 'at');
      expectEqual(
        [entry?.deviceUuid, entry?.fsType, entry?.readOnly],
        [`mpath-3${attachment.naa}`, 'ext4', false],
        'entry',
      );
      expectOk(await ports.filesystems.grow(device, 'ext4', path, never), 'grow');
      const usage = expectOk(await ports.mounts.usage(path, never), 'usage');
      expectTrue(usage.kind === 'filesystem' && usage.usage.bytes.total > 0n, 'usage has bytes');
      expectOk(await ports.mounts.unmount(path, never), 'unmount');
      expectEqual(expectOk(await ports.mounts.at(path, never), 'at'), [], 'unmounted');
      expectOk(await ports.mounts.unmount(path, never), 'unmount again');
    },
  },
  ...nodeAccessCases,
  ...mapPathsCases,
];
