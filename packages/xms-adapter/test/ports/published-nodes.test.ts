import { never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, thePath, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  await at.close();
});

async function granted(volumeName: string, ...nodes: readonly string[]): Promise<string> {
  const volume = await createdVolume(at.array, volumeName);
  const accessPath = await thePath(at.array);
  for (const name of nodes)
    expectOk(await at.array.lunAccess.grant({ volume, node: aNode(name), accessPath }, never));
  return volume.id;
}

const listed = async () => expectOk(await at.array.publishedNodes.byVolume(never));

describe('who has which volume', () => {
  it('is empty on an array where nobody has any, and then costs one call', async () => {
    await createdVolume(at.array, 'pvc-1');
    at.requests();
    expect(await listed()).toEqual(new Map());
    expect(at.requests()).toEqual(['GET /mapping-groups/']);
  });

  it('is read with one call for each mapping group and one for all client groups', async () => {
    const one = await granted('pvc-1', 'node-1', 'node-2');
    const other = await granted('pvc-2', 'node-1');
    at.requests();
    const byVolume = await listed();
    const nodesOf = (id: string) => byVolume.get(id)?.map(({ nodeId }) => nodeId);
    expect(nodesOf(one)).toEqual(['1;node-1;iqn.2026-01.test:node-1', '1;node-2;iqn.2026-01.test:node-2']);
    expect(nodesOf(other)).toEqual(['1;node-1;iqn.2026-01.test:node-1']);
    expect(at.requests().sort()).toEqual([
      'GET /client-groups/',
      'GET /luns/',
      'GET /luns/',
      'GET /mapping-groups/',
    ]);
    expect(at.simulator.violations()).toEqual([]);
  });

  it('is complete beyond one page', async () => {
    at.simulator.setSwitches({ defaultPageSize: 1 });
    const id = await granted('pvc-1', 'node-1', 'node-2', 'node-3');
    expect((await listed()).get(id)).toHaveLength(3);
  });

  it.each(['GET /mapping-groups/', 'GET /luns/', 'GET /client-groups/'])(
    'is a problem and never a part of it when %s fails (H27)',
    async (operation) => {
      await granted('pvc-1', 'node-1', 'node-2', 'node-3');
      at.simulator.addFault({ operation, effect: { kind: 'status', status: 500 } });
      expectProblem(await at.array.publishedNodes.byVolume(never), 'array-unreachable');
    },
  );

  it('is a problem when a mapping group is refused that is still there (H27)', async () => {
    await granted('pvc-1', 'node-1');
    at.simulator.addFault({ operation: 'GET /luns/', effect: { kind: 'status', status: 400 } });
    expectProblem(await at.array.publishedNodes.byVolume(never), 'array-refused');
  });

  it('is a problem when a mapping group names a client group that nobody lists (H27)', async () => {
    await granted('pvc-1', 'node-1');
    at.simulator.state.clientGroups.delete(1);
    expectProblem(await at.array.publishedNodes.byVolume(never), 'array-reply-malformed');
  });

  it('leaves out a mapping group that is deleted while it is read', async () => {
    const id = await granted('pvc-1', 'node-1');
    for (const { name } of at.simulator.managers()) await at.simulator.setManager(name, { latencyMs: 50 });
    at.simulator.addFault({ operation: 'GET /luns/', times: 1, effect: { kind: 'status', status: 404 } });
    at.requests();
    const listing = listed();
    await expect.poll(() => at.requests(), { interval: 5 }).toContain('GET /luns/');
    at.simulator.state.mappingGroups.delete(1);
    expect((await listing).has(id)).toBe(false);
  });

  it('knows a client that is no node of ours by its name only', async () => {
    const id = await granted('pvc-1', 'node-1');
    const [group] = at.simulator.state.clientGroups.all();
    if (group === undefined) throw new Error('the node is registered');
    group.description = 'made by hand';
    expect((await listed()).get(id)).toEqual([
      { client: 'node-1', iqns: ['iqn.2026-01.test:node-1'], nodeId: undefined },
    ]);
  });

  it('keeps the id a node was registered with, site and all', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    const node = { ...aNode('node-1'), site: 'b' } as const;
    const request = { volume, node, accessPath: await thePath(at.array) };
    expectOk(await at.array.lunAccess.grant(request, never));
    const [holder] = (await listed()).get(volume.id) ?? [];
    expect(holder?.nodeId).toBe('2;node-1;iqn.2026-01.test:node-1;b');
    const holders = expectOk(await at.array.lunAccess.holders(volume, never));
    expect(holders).toEqual([holder]);
  });
});
