import { parseInitiatorIqn, siteMapOf } from '@twinsite/domain';
import type { AccessPath, BlockVolume, FileArray, NodeIdentity, StorageArray } from '@twinsite/domain';
import { never } from '@twinsite/domain';
import type { XmsArrayDirectory } from '../../src/index.js';
import { createArrayDirectory, type ArrayTraits, type XmsTimings } from '../../src/index.js';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { aNewVolume, expectOk, traits } from '../transport/an-array.js';

export const siteMap = siteMapOf(
  new Map([
    ['gw-a', 'a'],
    ['store-a', 'a'],
    ['gw-b', 'b'],
    ['store-b', 'b'],
    ['arbiter', 'arbiter'],
    ['fg-a', 'a'],
    ['fg-b', 'b'],
  ]),
);

export interface OnSimulator {
  readonly simulator: RunningSimulator;
  readonly directory: XmsArrayDirectory;
  readonly array: StorageArray & FileArray;
  /** Like a second controller process: nothing in common but the array. */
  anotherController(): StorageArray & FileArray;
  anotherDirectory(): XmsArrayDirectory;
  /** `METHOD operation` of every request since the last look, logins left out. */
  requests(): string[];
  close(): Promise<void>;
}

const timings: Partial<XmsTimings> = {
  connectMs: 300,
  replyMs: 2_000,
  pollMs: 5,
  maxPollMs: 50,
  settleMs: 5_000,
};

export async function onSimulator(
  options: SimulatorOptions = {},
  change: Partial<XmsTimings> = {},
  changedTraits: Partial<ArrayTraits> = {},
): Promise<OnSimulator> {
  const simulator = await startSimulator({ reconcileMs: 20, pollMs: 10, callMs: 200, ...options });
  const directories: XmsArrayDirectory[] = [];
  const open = (): XmsArrayDirectory => {
    const directory = expectOk(
      createArrayDirectory({
        arrays: [
          {
            ...traits,
            siteMap,
            ...changedTraits,
            name: 'array-1',
            managers: simulator.xmsServers().split(','),
            credentials: { kind: 'password', user: 'admin', password: 'admin' },
          },
        ],
        timings: { ...timings, ...change },
      }),
    );
    directories.push(directory);
    return directory;
  };
  const directory = open();
  return {
    simulator,
    directory,
    array: only(directory),
    anotherController: () => only(open()),
    anotherDirectory: open,
    requests: () => {
      const seen = simulator.requestLog().map(({ operation }) => operation);
      simulator.clearLogs();
      return seen.filter((operation) => !operation.includes('/auth/'));
    },
    close: async () => {
      await Promise.all(directories.map((each) => each.close()));
      await simulator.close();
    },
  };
}

function only(directory: XmsArrayDirectory): StorageArray & FileArray {
  const [array] = directory.listed();
  if (array === undefined) throw new Error('no array listed');
  return array;
}

export function aNode(name: string): NodeIdentity {
  const iqn = parseInitiatorIqn(`iqn.2026-01.test:${name}`);
  if (iqn === undefined) throw new Error(`no IQN for ${name}`);
  return { name, iqn };
}

export async function createdVolume(array: StorageArray, name: string): Promise<BlockVolume> {
  return expectOk(await array.volumes.create(aNewVolume(name), never));
}

export async function thePath(array: StorageArray): Promise<AccessPath> {
  return expectOk(await array.accessPaths.find('ap-k8s', never));
}
