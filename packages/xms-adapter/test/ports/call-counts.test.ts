import {
  createVolume,
  deleteVolume,
  formatNodeId,
  never,
  publishVolume,
  unpublishVolume,
} from '@twinsite/domain';
import type { VolumeCapability } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/index.js';
import { expectOk } from '../transport/an-array.js';
import { aNode, onSimulator, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator({ switches: { searchLagMs: 0 } });
});

afterEach(async () => {
  await at.close();
});

const capability: VolumeCapability = {
  use: { kind: 'filesystem', fsType: 'ext4', mountFlags: [] },
  mode: 'single-node-writer',
};

/** Looks at an object that has not settled are free; every other call counts. */
const POLLS = new Set(['GET /block-volumes/{id}', 'GET /mapping-groups/{id}']);

async function counted(work: () => Promise<unknown>): Promise<readonly string[]> {
  at.requests();
  await work();
  return at.requests().filter((operation) => !POLLS.has(operation));
}

async function create(name: string): Promise<string> {
  const created = await createVolume({ arrays: at.directory })(
    {
      name,
      requiredBytes: 1_073_741_824n,
      parameters: { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' },
      capabilities: [capability],
      source: 'none',
      credentials: undefined,
    },
    never,
  );
  return expectOk(created).volumeId;
}

async function publish(volumeId: string): Promise<void> {
  const nodeId = expectOk(formatNodeId(aNode('node-1')));
  const request = { volumeId, nodeId, capability, readOnly: false, context: {}, credentials: undefined };
  expectOk(await publishVolume({ arrays: at.directory, defaultAccessPath: 'ap-k8s' })(request, never));
}

async function unpublish(volumeId: string): Promise<void> {
  const nodeId = expectOk(formatNodeId(aNode('node-1')));
  const request = { volumeId, nodeId, credentials: undefined };
  expectOk(await unpublishVolume({ arrays: at.directory, clock: systemClock })(request, never));
}

describe('REST calls in steady state, polls of an unsettled object left out', () => {
  it('CreateVolume: 3', async () => {
    await create('pvc-1');
    expect([...(await counted(() => create('pvc-2')))].sort()).toEqual([
      'GET /block-volumes/',
      'GET /pools/',
      'POST /block-volumes/',
    ]);
  });

  it('ControllerPublishVolume: 4, and after the mapping its LUN and then the volume with its count of clients are read', async () => {
    await publish(await create('pvc-1'));
    const second = await create('pvc-2');
    expect(await counted(() => publish(second))).toEqual([
      'GET /block-volumes/',
      'POST /mapping-groups/{id}/block-volumes',
      'GET /luns/',
      'GET /block-volumes/',
    ]);
  });

  it('ControllerPublishVolume again: 4, all of them reads', async () => {
    const volumeId = await create('pvc-1');
    await publish(volumeId);
    const calls = await counted(() => publish(volumeId));
    expect(calls).toHaveLength(4);
    expect(calls.every((operation) => operation.startsWith('GET '))).toBe(true);
  });

  it('ControllerUnpublishVolume with its fence: at most 20, and DeleteVolume: 4, snapshots asked for before', async () => {
    const volumeId = await create('pvc-1');
    await publish(volumeId);
    expect((await counted(() => unpublish(volumeId))).length).toBeLessThanOrEqual(20);
    const remove = deleteVolume({ arrays: at.directory });
    const calls = await counted(async () =>
      expectOk(await remove({ volumeId, credentials: undefined }, never)),
    );
    expect(calls).toEqual([
      'GET /block-volumes/',
      'GET /client-groups/',
      'GET /block-snapshots/',
      'DELETE /block-volumes/{id}',
    ]);
  });
});
