import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem, Result } from '@twinsite/domain';
import type { NfsNodeSubject } from '@twinsite/domain/testing';
import type { LinuxHost } from '@twinsite/linux-host';
import { MemoryFileFabric, VirtualClock, type MemoryFileServer } from '@twinsite/linux-host/testing';
import { afterEach } from 'vitest';
import type { NfsPorts } from '../../src/index.js';
import { MemoryLingeringRecords, simulatedNfsHost, type SimulatedNfsHost } from '../../src/testing/index.js';

const scratch: string[] = [];

afterEach(() => {
  for (const directory of scratch.splice(0)) rmSync(directory, { recursive: true });
});

export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'twinsite-nfs-'));
  scratch.push(directory);
  return directory;
}

export const SERVER = '10.7.9.1';
export const tree = (name: string, server = SERVER) => ({ server, path: `/sdsfs/folder/${name}` });

/** A server with two trees of one folder, and a node that can mount them. */
export interface TwoTrees {
  readonly clock: VirtualClock;
  readonly fabric: MemoryFileFabric;
  readonly server: MemoryFileServer;
  readonly node: SimulatedNfsHost;
  readonly host: LinuxHost;
  readonly nfs: NfsPorts;
  /** The driver dies, and another one takes its place. */
  restarted(): NfsPorts;
  /** Lets simulated time pass until the answer is there. */
  readonly wait: <T>(promise: Promise<T>) => Promise<T>;
}

export function twoTrees(): TwoTrees {
  const clock = new VirtualClock();
  const fabric = new MemoryFileFabric();
  const server = fabric.add(SERVER);
  for (const name of ['a', 'b']) server.add(tree(name).path);
  const node = simulatedNfsHost({ name: 'node-1', fabric, clock });
  const lingering = new MemoryLingeringRecords();
  const made = () => node.adapters('/nonexistent', { lingering });
  const wait = <T>(promise: Promise<T>): Promise<T> => clock.during(promise);
  node.paths.links.set('/link', '/mounts');
  return { clock, fabric, server, node, ...made(), restarted: () => made().nfs, wait };
}

export function subjectOf({ server, node, nfs }: TwoTrees): NfsNodeSubject {
  return {
    ...nfs,
    source: tree('a'),
    neighbour: tree('b'),
    missing: tree('missing'),
    directory: '/mounts',
    linked: '/link',
    silence: () => {
      server.link.cut();
      return Promise.resolve();
    },
    restore: () => {
      server.link.heal();
      return Promise.resolve();
    },
    occupy: (path) => {
      node.mounts.busy.add(path);
      return Promise.resolve(() => {
        node.mounts.busy.delete(path);
        return Promise.resolve();
      });
    },
  };
}

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`unexpected problem ${JSON.stringify(result.problem)}`);
  return result.value;
}

export function problemOf<T>(result: Result<T, Problem>): Problem {
  if (result.ok) throw new Error('a problem was expected');
  return result.problem;
}
