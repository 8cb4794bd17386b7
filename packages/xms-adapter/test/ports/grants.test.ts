import { never } from '@twinsite/domain';
import type { AccessPath, BlockVolume, GrantRequest } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, thePath, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;
let accessPath: AccessPath;
let volume: BlockVolume;
const node = aNode('node-1');

beforeEach(async () => {
  at = await onSimulator();
  accessPath = await thePath(at.array);
  volume = await createdVolume(at.array, 'pvc-1');
  at.requests();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const request = (change: Partial<GrantRequest> = {}): GrantRequest => ({
  volume,
  node,
  accessPath,
  ...change,
});
const rows = () => at.simulator.state.luns.where(() => true);
const groups = () => at.simulator.state.mappingGroups.where(() => true);

describe('a grant', () => {
  it.each([
    [400, 202],
    [409, 200],
  ] as const)(
    'is safe with two controllers at once for one node (duplicates %d, accepts %d)',
    async (status, accepted) => {
      at.simulator.setSwitches({ duplicateName: status, accepted });
      // Slow creations, so that each controller has looked for the group before the other's exists.
      const effect = { kind: 'delay', ms: 150 } as const;
      for (const operation of ['POST /client-groups/', 'POST /mapping-groups/'])
        at.simulator.addFault({ operation, effect });
      const other = await createdVolume(at.array, 'pvc-2');
      const third = await createdVolume(at.array, 'pvc-3');
      const second = at.anotherController();
      const grants = await Promise.all([
        at.array.lunAccess.grant(request(), never),
        second.lunAccess.grant(request({ volume: other }), never),
        at.array.lunAccess.grant(request({ volume: third }), never),
        second.lunAccess.grant(request(), never),
      ]);
      const luns = grants.map((grant) => expectOk(grant).lun);
      expect(luns[3]).toBe(luns[0]);
      expect(new Set(luns).size).toBe(3);
      expect([groups().length, rows().length]).toEqual([1, 3]);
    },
  );

  it('uses no replace-all PATCH and no force', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    expectOk(await at.array.lunAccess.revoke(volume, node, never));
    const sent = at.simulator.requestLog();
    expect(sent.filter(({ method }) => method === 'PATCH')).toEqual([]);
    expect(sent.filter(({ path }) => path.includes('force'))).toEqual([]);
  });

  it('finds the registration of another controller although the search index does not show it yet', async () => {
    at.simulator.setSwitches({ searchLagMs: 60_000 });
    const fresh = at.anotherController();
    expectOk(await at.array.lunAccess.grant(request(), never));
    expect(expectOk(await fresh.lunAccess.ownerOf(node.iqn, never))).toBe('node-1');
  });

  it('is refused for an initiator that is registered under another name', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const twin = { name: 'node-2', iqn: node.iqn };
    const second = await createdVolume(at.array, 'pvc-2');
    const fresh = at.anotherController();
    for (const array of [at.array, fresh]) {
      const problem = expectProblem(
        await array.lunAccess.grant(request({ volume: second, node: twin }), never),
        'initiator-taken',
      );
      expect(problem).toMatchObject({ node: 'node-2', holder: 'node-1', iqn: node.iqn });
    }
    expect(rows()).toHaveLength(1);
  });

  it('for a node that was installed anew under its old name says what to clean up', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const second = await createdVolume(at.array, 'pvc-2');
    const reborn = { name: 'node-1', iqn: aNode('node-1-reborn').iqn };
    const problem = expectProblem(
      await at.array.lunAccess.grant(request({ volume: second, node: reborn }), never),
      'array-refused',
    );
    expect(problem.detail).toMatch(
      /client group node-1 \(id \d+\) exists with other initiators .*delete or rename/,
    );
  });

  it('survives that somebody removed everything it remembered', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    expectOk(await at.array.lunAccess.revoke(volume, node, never));
    const { state } = at.simulator;
    for (const group of groups()) state.mappingGroups.delete(group.id);
    for (const client of state.clients.where(() => true)) state.clients.delete(client.id);
    for (const group of state.clientGroups.where(() => true)) state.clientGroups.delete(group.id);
    expectOk(await at.array.lunAccess.grant(request(), never));
    expect(rows()).toHaveLength(1);
    expect(state.clientGroups.where(() => true).map(({ name }) => name)).toEqual(['node-1']);
  });

  it('whose answer is lost is outcome-unknown, and asking again finds it', async () => {
    at.simulator.addFault({ operation: 'POST /mapping-groups/', times: 1, effect: { kind: 'reset-after' } });
    expectProblem(await at.array.lunAccess.grant(request(), never), 'outcome-unknown');
    const { lun } = expectOk(await at.array.lunAccess.grant(request(), never));
    expect(expectOk(await at.array.lunAccess.granted(request(), never))).toEqual({ lun, volumesOfNode: 1 });
    expect(rows()).toHaveLength(1);
  });

  it('for another access path than the one the volume is in stays a refusal of the array', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const elsewhere = { ...accessPath, id: '99' };
    expectProblem(await at.array.lunAccess.grant(request({ accessPath: elsewhere }), never), 'array-refused');
  });

  it('that does not settle in time is array-unsettled', async () => {
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({
      settling: { ...settling, 'mapping-group': { ms: 0, polls: 0, outcome: 'never' } },
    });
    const problem = expectProblem(
      await at.array.lunAccess.grant(request(), AbortSignal.timeout(300)),
      'array-unsettled',
    );
    expect(problem.object).toContain('mapping group');
  });
});

describe('reading a grant', () => {
  it('changes nothing, and is undefined for what is not mapped', async () => {
    expect(expectOk(await at.array.lunAccess.granted(request(), never))).toBe(undefined);
    expectOk(await at.array.lunAccess.grant(request(), never));
    const second = await createdVolume(at.array, 'pvc-2');
    at.requests();
    expect(expectOk(await at.array.lunAccess.granted(request({ volume: second }), never))).toBe(undefined);
    expect(at.requests().every((operation) => operation.startsWith('GET '))).toBe(true);
  });
});
