import { parseVolumeName } from '@twinsite/domain';
import {
  accessPathsContract,
  blockSnapshotsContract,
  blockVolumesContract,
  clonesContract,
  lunAccessContract,
  poolsContract,
  publishedNodesContract,
  type LunAccessSubject,
  volumeChangesContract,
} from '@twinsite/domain/testing';
import { never } from '@twinsite/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** The array is shared by all cases; names and nodes are never used twice. */
async function subject(): Promise<LunAccessSubject> {
  const { array } = at;
  return {
    array,
    pool: expectOk(await array.pools.find('pool-a', never)),
    accessPath: await thePath(array),
    freshName: () => {
      serial += 1;
      return expectOk(parseVolumeName(`pvc-contract-${serial}`, 'name'));
    },
    freshNode: () => {
      serial += 1;
      return aNode(`node-${serial}`);
    },
  };
}

describe('XMS over HTTP keeps the port contracts', () => {
  test.each(blockVolumesContract)('block volumes: $name', async ({ run }) => run(await subject()));
  test.each(volumeChangesContract)('volume changes: $name', async ({ run }) => run(await subject()));
  test.each(blockSnapshotsContract)('snapshots: $name', async ({ run }) => run(await subject()));
  test.each(clonesContract)('clones: $name', async ({ run }) => run(await subject()));
  test.each(publishedNodesContract)('published nodes: $name', async ({ run }) => run(await subject()));
  test.each(poolsContract)('pools: $name', async ({ run }) => run(await subject()));
  test.each(accessPathsContract)('access paths: $name', ({ run }) =>
    run({ array: at.array, accessPath: 'ap-k8s' }),
  );
  test.each(lunAccessContract)('LUN access: $name', async ({ run }) => run(await subject()));
});
