import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { layersAt, mounted, NFS_OPTIONS, type NfsNodeSubject } from './nfs-node-subject.js';

export const silentServerCases: readonly ContractCase<NfsNodeSubject>[] = [
  {
    name: 'a silent server is not mounted, and called silent',
    run: async (subject) => {
      await subject.silence();
      const path = `${subject.directory}/a`;
      const request = { source: subject.source, path, options: NFS_OPTIONS };
      expectProblem(await subject.mounts.mount(request, never), 'server-silent', 'mount');
      expectEqual(await layersAt(subject, path), [], 'mounts');
      await subject.restore();
      expectOk(await subject.mounts.mount(request, never), 'mount when it answers');
    },
  },
  {
    name: 'usage of a silent server ends, and the mount is still listed',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      await subject.silence();
      expectProblem(await subject.mounts.usage(path, never), 'server-silent', 'usage');
      expectEqual((await layersAt(subject, path)).length, 1, 'mounts');
      await subject.restore();
    },
  },
  {
    name: 'a mount of a silent server comes off in the end, and its neighbours stay',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      const neighbour = await mounted(subject, { name: 'b', source: subject.neighbour });
      await subject.silence();
      expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount');
      expectEqual(await layersAt(subject, path), [], 'mounts');
      expectEqual((await layersAt(subject, neighbour.path)).length, 1, 'neighbours');
      await subject.restore();
      expectOk(await subject.mounts.usage(neighbour.path, never), 'usage of the neighbour');
    },
  },
  {
    name: 'a bind of a silent server is never forced: its mount would lose its requests',
    run: async (subject) => {
      const { path: from } = await mounted(subject, { name: 'a' });
      const path = `${subject.directory}/pod`;
      expectOk(await subject.mounts.bind({ from, path, readOnly: false }, never), 'bind');
      await subject.silence();
      const outcome = expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount');
      expectTrue(outcome.kind !== 'forced', 'the bind is not forced');
      expectEqual(
        [(await layersAt(subject, path)).length, (await layersAt(subject, from)).length],
        [0, 1],
        'mounts',
      );
      await subject.restore();
      expectOk(await subject.mounts.usage(from, never), 'usage of the mount');
    },
  },
  {
    name: 'a mount of a silent server that a process lives in comes off, and nothing is said to be gone',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      const leave = await subject.occupy(path);
      await subject.silence();
      const outcome = expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount');
      expectTrue(outcome.kind !== 'gone', 'it is not called gone');
      expectEqual(await layersAt(subject, path), [], 'mounts');
      await subject.restore();
      await leave();
    },
  },
];
