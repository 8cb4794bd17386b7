import { parseVolumeName } from '@twinsite/domain';
import {
  accessPathsContract,
  blockSnapshotsContract,
  groupSnapshotsContract,
  blockVolumesContract,
  clonesContract,
  lunAccessContract,
  ownershipRecordsContract,
  poolsContract,
  publishedNodesContract,
  type LunAccessSubject,
  volumeChangesContract,
} from '@twinsite/domain/testing';
import { never } from '@twinsite/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSwitches, type Switches } from '../src/simulator/index.js';
import { aNode, onSimulator, thePath, type OnSimulator } from './ports/on-simulator.js';
import { expectOk } from './transport/an-array.js';

let at: OnSimulator;
let serial = 0;

beforeAll(async () => {
  at = await onSimulator();
});

afterAll(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

/** The array is shared by all cases; names and nodes are never used twice, and no name begins another. */
async function subject(): Promise<LunAccessSubject> {
  const { array } = at;
  return {
    array,
    pool: expectOk(await array.pools.find('pool-a', never)),
    accessPath: await thePath(array),
    freshName: () => {
      serial += 1;
      return expectOk(parseVolumeName(`pvc-contract-${String(serial).padStart(6, '0')}`, 'name'));
    },
    freshNode: () => {
      serial += 1;
      return aNode(`node-${serial}`);
    },
  };
}

const soon = { ms: 0, polls: 2, outcome: 'done' } as const;

/** The guesses that snapshots, clones, changes and attachments lean on, in their other positions. */
const positions: readonly Partial<Switches>[] = [
  { snapshotNames: 'repeatable', duplicateName: 409 },
  { deleteWithSnapshots: 'cascades' },
  { cloneSize: 'honoured' },
  { flattenedParent: 'shown' },
  { clientGroupNum: 'absent' },
  { resize: 'at-once' },
  { trash: 'renames', listsRecycled: false },
  { paging: 'absent', defaultPageSize: 1 },
  {
    statusWords: { creating: 'initializing', flattening: 'copying', resizing: 'growing', active: 'healthy' },
  },
  { settling: { ...defaultSwitches.settling, volume: soon, flatten: soon, snapshot: soon } },
];

describe.each(positions.map((position) => [JSON.stringify(position), position] as const))(
  'XMS with %s keeps the contracts of',
  (_name, position) => {
    beforeAll(() => at.simulator.setSwitches(position));
    afterAll(() => at.simulator.setSwitches(defaultSwitches));
    test.each(blockVolumesContract)('block volumes: $name', async ({ run }) => run(await subject()));
    test.each(volumeChangesContract)('volume changes: $name', async ({ run }) => run(await subject()));
    test.each(blockSnapshotsContract)('snapshots: $name', async ({ run }) => run(await subject()));
    test.each(groupSnapshotsContract)('group snapshots: $name', async ({ run }) => run(await subject()));
    test.each(clonesContract)('clones: $name', async ({ run }) => run(await subject()));
    test.each(ownershipRecordsContract)('ownership: $name', async ({ run }) => run(await subject()));
    test.each(publishedNodesContract)('published nodes: $name', async ({ run }) => run(await subject()));
  },
);

describe('XMS over HTTP keeps the port contracts', () => {
  test.each(blockVolumesContract)('block volumes: $name', async ({ run }) => run(await subject()));
  test.each(volumeChangesContract)('volume changes: $name', async ({ run }) => run(await subject()));
  test.each(blockSnapshotsContract)('snapshots: $name', async ({ run }) => run(await subject()));
  test.each(groupSnapshotsContract)('group snapshots: $name', async ({ run }) => run(await subject()));
  test.each(clonesContract)('clones: $name', async ({ run }) => run(await subject()));
  test.each(publishedNodesContract)('published nodes: $name', async ({ run }) => run(await subject()));
  test.each(ownershipRecordsContract)('ownership: $name', async ({ run }) => run(await subject()));
  test.each(poolsContract)('pools: $name', async ({ run }) => run(await subject()));
  test.each(accessPathsContract)('access paths: $name', ({ run }) =>
    run({ array: at.array, accessPath: 'ap-k8s' }),
  );
  test.each(lunAccessContract)('LUN access: $name', async ({ run }) => run(await subject()));
});
