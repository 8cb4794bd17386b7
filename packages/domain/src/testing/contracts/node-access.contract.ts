import { never } from '../../shared/cancel-signal.js';
import { bytes, MIB } from '../../shared/bytes.js';
import { expectEqual, expectOk, expectProblem } from '../check.js';
import type { ContractCase } from '../contract.js';
import { assembled, connected, EXT4, type NodeStorageSubject } from './node-storage-subject.js';

/** Sizes and who may write: cases of the node storage contract. */
export const nodeAccessCases: readonly ContractCase<NodeStorageSubject>[] = [
  {
    name: 'a disk that has grown since its size was written down is the right one, a smaller one is not',
    run: async ({ ports, attachment }) => {
      const [target] = attachment.portals;
      if (target === undefined) throw new Error('the subject has no portal');
      const session = expectOk(await ports.sessions.login(target, ports.timers, never), 'login');
      const older = { ...attachment, session, size: bytes(attachment.size - MIB) };
      const path = expectOk(await ports.paths.attach(older, never), 'attach with an older size');
      expectEqual(path.size, attachment.size, 'the real size');
      const larger = { ...older, size: bytes(attachment.size + MIB) };
      expectProblem(await ports.paths.attach(larger, never), 'wrong-device', 'attach with a larger size');
    },
  },
  {
    name: 'a path and its map that have the size already need no growing, and no path is called grown that is not',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const [path] = await connected(subject);
      const map = await assembled(subject);
      if (path === undefined) throw new Error('no path');
      expectEqual(
        expectOk(await ports.paths.rescan(path, attachment.size, never), 'rescan').size,
        map.size,
        'size',
      );
      const resized = expectOk(await ports.maps.resize(attachment.naa, map.size, never), 'resize');
      expectEqual(resized.size, map.size, 'map size');
      const larger = bytes(attachment.size + MIB);
      expectProblem(await ports.paths.rescan(path, larger, never), 'map-not-ready', 'rescan for more');
    },
  },
  {
    name: 'a protected map says so and refuses writes until it is opened again',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const { naa } = attachment;
      const { devicePath: device, readOnly } = await assembled(subject);
      expectEqual(readOnly, false, 'writable at first');
      const intent = { naa, fsType: 'ext4' };
      for (const round of ['once', 'again']) {
        expectOk(await ports.maps.protect(naa, 'read-only', never), `protect ${round}`);
        expectEqual(expectOk(await ports.maps.find(naa, never), 'find')?.readOnly, true, 'read-only');
      }
      expectProblem(await ports.disks.recordIntent(device, intent, never), 'tool-failed', 'a write');
      expectEqual(expectOk(await ports.disks.probe(device, never), 'probe').blank, true, 'unwritten');
      expectOk(await ports.maps.protect(naa, 'read-write', never), 'open');
      expectOk(await ports.disks.recordIntent(device, intent, never), 'write');
    },
  },
  {
    name: 'a map that does not exist cannot be protected',
    run: async ({ ports, attachment }) => {
      const answer = await ports.maps.protect(attachment.naa, 'read-only', never);
      expectProblem(answer, 'map-not-ready', 'protect');
    },
  },
  {
    name: 'a file system in use is not clean; unmounted it is, and mounts read-only over a protected map',
    run: async (subject) => {
      const { ports, attachment, mountPath: path } = subject;
      const { devicePath: device } = await assembled(subject);
      expectOk(await ports.filesystems.format(device, EXT4, never), 'format');
      expectOk(await ports.filesystems.proveClean(device, 'ext4', never), 'clean after mkfs');
      expectOk(await ports.mounts.mount({ device, path, fsType: 'ext4', flags: [] }, never), 'mount');
      const inUse = await ports.filesystems.proveClean(device, 'ext4', never);
      expectProblem(inUse, 'filesystem-dirty', 'in use');
      expectOk(await ports.mounts.unmount(path, never), 'unmount');
      expectOk(await ports.filesystems.proveClean(device, 'ext4', never), 'clean after unmount');
      expectOk(await ports.maps.protect(attachment.naa, 'read-only', never), 'protect');
      const request = { device, path, fsType: 'ext4', flags: ['ro', 'noload'] };
      expectOk(await ports.mounts.mount(request, never), 'mount read-only');
      const [entry] = expectOk(await ports.mounts.at(path, never), 'at');
      expectEqual(entry?.readOnly, true, 'read-only');
      expectOk(await ports.mounts.unmount(path, never), 'unmount read-only');
    },
  },
];
