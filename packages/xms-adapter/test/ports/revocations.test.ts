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

describe('a revocation', () => {
  it('is over only when the array has settled it, and leaves other volumes and nodes alone', async () => {
    const second = await createdVolume(at.array, 'pvc-2');
    expectOk(await at.array.lunAccess.grant(request(), never));
    expectOk(await at.array.lunAccess.grant(request({ volume: second }), never));
    expectOk(await at.array.lunAccess.grant(request({ node: aNode('node-2') }), never));
    expectOk(await at.array.lunAccess.revoke(volume, node, never));
    const left = rows().map(({ volumeId, state }) => [volumeId, state]);
    expect(left).toEqual([
      [Number(second.id), 'mapped'],
      [Number(volume.id), 'mapped'],
    ]);
    const holders = expectOk(await at.array.lunAccess.holders(volume, never));
    expect(holders.map(({ client }) => client)).toEqual(['node-2']);
  });

  it('does not end while the removal is not settled', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({
      settling: { ...settling, 'mapping-group': { ms: 0, polls: 0, outcome: 'never' } },
    });
    const problem = expectProblem(
      await at.array.lunAccess.revoke(volume, node, AbortSignal.timeout(2000)),
      'array-unsettled',
    );
    expect(problem.object).toContain(`removal of volume ${volume.id}`);
  });

  it('that is repeated while the first removal is not settled does not end sooner, also without a row', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({
      settling: { ...settling, 'mapping-group': { ms: 0, polls: 0, outcome: 'never' } },
    });
    const revoke = (array = at.array) =>
      array.lunAccess.revoke(volume, node, AbortSignal.timeout(500)).then(({ ok }) => ok);
    expect(await revoke()).toBe(false);
    for (const { id } of rows()) at.simulator.state.luns.delete(id);
    expect([await revoke(), await revoke(at.anotherController())]).toEqual([false, false]);
  });

  it('twice at once, from two controllers, succeeds for both', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const second = at.anotherController();
    const both = await Promise.all(
      [at.array, second].map((array) => array.lunAccess.revoke(volume, node, never)),
    );
    both.forEach((result) => expectOk(result));
    expect(rows()).toEqual([]);
  });

  it('meets an initiator registered in capital letters', async () => {
    expectOk(await at.array.lunAccess.grant(request(), never));
    const { state } = at.simulator;
    for (const client of state.clients.where(() => true)) {
      state.clients.delete(client.id);
      state.clients.insert((id) => ({ ...client, id, code: client.code.toUpperCase() }));
    }
    expectOk(await at.anotherController().lunAccess.revoke(volume, node, never));
    expect(rows()).toEqual([]);
  });

  it('of nothing is success', async () => {
    expectOk(await at.array.lunAccess.revoke(volume, node, never));
  });
});
