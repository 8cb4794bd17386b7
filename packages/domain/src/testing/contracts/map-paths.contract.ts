import type { NodePorts } from '../../node/node-ports.js';
import { never } from '../../shared/cancel-signal.js';
import type { Naa } from '../../volume/scsi-identity.js';
import { expectEqual, expectOk, expectProblem } from '../check.js';
import type { ContractCase } from '../contract.js';
import { assembled, type NodeStorageSubject } from './node-storage-subject.js';

/** Paths that leave maps in use: cases of the node storage contract. */
export const mapPathsCases: readonly ContractCase<NodeStorageSubject>[] = [
  {
    name: 'a path leaves a map under writes without an error; its disk can be deleted then, before it cannot',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const { naa } = attachment;
      const { devicePath } = await assembled(subject);
      const paths = expectOk(await ports.paths.withIdentity(naa, never), 'with identity');
      const [leaving, ...staying] = paths;
      if (leaving === undefined) throw new Error('no path');
      expectProblem(await ports.paths.remove(leaving, never), 'device-busy', 'delete while in the map');
      const writer = new Writer(ports, devicePath, naa);
      await writer.hasWritten(3);
      expectOk(await ports.mapPaths.release(naa, leaving, never), 'release');
      expectOk(await ports.mapPaths.release(naa, leaving, never), 'release again');
      await writer.hasWritten(3);
      expectOk(await ports.paths.remove(leaving, never), 'delete');
      await writer.hasWritten(3);
      expectEqual(await writer.stop(), [], 'writes that failed');
      expectEqual(
        expectOk(await ports.maps.find(naa, never), 'find')?.paths,
        staying.map(({ device }) => device),
        'paths left',
      );
    },
  },
  {
    name: 'the last usable path of a map is not taken out of it',
    run: async (subject) => {
      const { ports, attachment } = subject;
      const { naa } = attachment;
      const { devicePath } = await assembled(subject);
      const [last, ...others] = expectOk(await ports.paths.withIdentity(naa, never), 'with identity');
      if (last === undefined) throw new Error('no path');
      for (const path of others) expectOk(await ports.mapPaths.release(naa, path, never), 'release');
      expectProblem(await ports.mapPaths.release(naa, last, never), 'map-not-ready', 'release the last');
      const map = expectOk(await ports.maps.find(naa, never), 'find');
      expectEqual([map?.paths, map?.usablePaths], [[last.device], 1], 'paths left');
      expectOk(await ports.disks.recordIntent(devicePath, { naa, fsType: 'ext4' }, never), 'write');
    },
  },
  {
    name: 'a path of no map leaves it',
    run: async ({ ports, attachment }) => {
      const path = { device: 'sdzz', hctl: '99:0:0:1', state: 'running', ...attachment };
      expectOk(await ports.mapPaths.release(attachment.naa, path, never), 'release');
    },
  },
];

/** Writes a few KiB again and again until it is stopped. */
class Writer {
  private readonly failures: unknown[] = [];
  private readonly ended: Promise<void>;
  private written = 0;
  private isStopped = false;
  private readonly look: () => Promise<unknown>;

  constructor({ disks }: Pick<NodePorts, 'disks'>, device: string, naa: Naa) {
    this.look = () => disks.probe(device, never);
    const write = async (): Promise<void> => {
      while (!this.isStopped) {
        const done = await disks.recordIntent(device, { naa, fsType: 'ext4' }, never);
        if (!done.ok) this.failures.push(done.problem);
        this.written += 1;
      }
    };
    this.ended = write();
  }

  /** So many times from now on. */
  async hasWritten(times: number): Promise<void> {
    const enough = this.written + times;
    while (this.written < enough) await this.look();
  }

  async stop(): Promise<readonly unknown[]> {
    this.isStopped = true;
    await this.ended;
    return this.failures;
  }
}
