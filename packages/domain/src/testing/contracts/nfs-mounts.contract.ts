import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { layersAt, mounted, NFS_OPTIONS, type NfsNodeSubject } from './nfs-node-subject.js';
import { silentServerCases } from './nfs-silent-server.contract.js';

export type { NfsNodeSubject };

export const nfsMountsContract: readonly ContractCase<NfsNodeSubject>[] = [
  {
    name: 'a mount is listed with its source, and an unmount leaves nothing',
    run: async (subject) => {
      const { path, source, readOnly } = await mounted(subject, { name: 'a' });
      expectEqual([source, readOnly], [subject.source, false], 'mount');
      expectEqual(
        expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount'),
        { kind: 'gone' },
        'outcome',
      );
      expectEqual(await layersAt(subject, path), [], 'after');
      expectOk(await subject.mounts.removePath(path, never), 'remove');
    },
  },
  {
    name: 'what is not mounted is unmounted, and what is not there is removed',
    run: async ({ mounts, directory }) => {
      const path = `${directory}/nothing`;
      const outcome = expectOk(await mounts.unmount({ volume: 'v', path }, never), 'unmount');
      expectEqual(outcome, { kind: 'gone' }, 'outcome');
      expectOk(await mounts.removePath(path, never), 'remove');
    },
  },
  {
    name: 'a mount asked to be read-only is',
    run: async (subject) => {
      const { readOnly } = await mounted(subject, { name: 'a', readOnly: true });
      expectEqual(readOnly, true, 'read-only');
    },
  },
  {
    name: 'two trees of one folder have superblocks of their own, and a bind has that of its mount',
    run: async (subject) => {
      const one = await mounted(subject, { name: 'a' });
      const two = await mounted(subject, { name: 'b', source: subject.neighbour });
      expectTrue(one.device !== two.device, 'two superblocks');
      const path = `${subject.directory}/pod`;
      expectOk(await subject.mounts.bind({ from: one.path, path, readOnly: false }, never), 'bind');
      const seen = (await layersAt(subject, path)).map(({ source, device, readOnly }) => [
        source,
        device,
        readOnly,
      ]);
      expectEqual(seen, [[one.source, one.device, false]], 'bind');
    },
  },
  {
    name: 'a read-only bind is read-only, and its mount stays writable',
    run: async (subject) => {
      const { path: from } = await mounted(subject, { name: 'a' });
      const path = `${subject.directory}/pod`;
      expectOk(await subject.mounts.bind({ from, path, readOnly: true }, never), 'bind');
      const readOnly = async (at: string) => (await layersAt(subject, at)).map((mount) => mount.readOnly);
      expectEqual([await readOnly(path), await readOnly(from)], [[true], [false]], 'bind and mount');
      expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount the bind');
      expectEqual((await layersAt(subject, from)).length, 1, 'mounts that stay');
    },
  },
  {
    name: 'of mounts stacked at one path the topmost is last, and comes off first',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      await mounted(subject, { name: 'a', source: subject.neighbour });
      const sources = async () => (await layersAt(subject, path)).map(({ source }) => source);
      expectEqual(await sources(), [subject.source, subject.neighbour], 'layers');
      expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount');
      expectEqual(await sources(), [subject.source], 'layers');
    },
  },
  {
    name: 'usage is that of the tree; of a path without a mount there is none',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      const { bytes } = expectOk(await subject.mounts.usage(path, never), 'usage');
      expectTrue(bytes.total > 0n && bytes.available <= bytes.total, 'a total, and no more available');
      expectProblem(
        await subject.mounts.usage(`${subject.directory}/nothing`, never),
        'path-missing',
        'usage of nothing',
      );
    },
  },
  {
    name: 'a path that the server does not have is refused, and nothing is mounted',
    run: async (subject) => {
      const path = `${subject.directory}/a`;
      const request = { source: subject.missing, path, options: NFS_OPTIONS };
      expectProblem(await subject.mounts.mount(request, never), 'mount-refused', 'mount');
      expectEqual(await layersAt(subject, path), [], 'mounts');
      expectOk(await subject.mounts.removePath(path, never), 'remove');
    },
  },
  {
    name: 'a mount that a process lives in stays while its server answers',
    run: async (subject) => {
      const { path } = await mounted(subject, { name: 'a' });
      const leave = await subject.occupy(path);
      expectProblem(await subject.mounts.unmount({ volume: 'v', path }, never), 'path-busy', 'unmount');
      expectEqual((await layersAt(subject, path)).length, 1, 'mounts');
      await leave();
      expectOk(await subject.mounts.unmount({ volume: 'v', path }, never), 'unmount again');
      expectEqual(expectOk(await subject.lingering.list(never), 'list'), [], 'lingering');
    },
  },
  {
    name: 'a path that leads through a link is the same mount, listed as it is asked for',
    run: async (subject) => {
      const { mounts, source, linked } = subject;
      const { path: direct } = await mounted(subject, { name: 'a' });
      const path = `${linked}/a`;
      expectEqual((await layersAt(subject, path)).length, 1, 'listed as asked');
      expectOk(await mounts.usage(path, never), 'usage');
      const pod = `${linked}/pod`;
      expectOk(await mounts.bind({ from: path, path: pod, readOnly: false }, never), 'bind');
      expectEqual(
        (await layersAt(subject, `${subject.directory}/pod`)).map((mount) => mount.source),
        [source],
        'bind',
      );
      for (const at of [pod, path]) {
        const outcome = expectOk(await mounts.unmount({ volume: 'v', path: at }, never), 'unmount');
        expectEqual(outcome, { kind: 'gone' }, 'outcome');
        expectOk(await mounts.removePath(at, never), 'remove');
      }
      expectEqual(await layersAt(subject, direct), [], 'after');
    },
  },
  ...silentServerCases,
];
