import { never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../../transport/an-array.js';
import { onSimulator, type OnSimulator } from '../on-simulator.js';
import { aTree, fileNode, onlyAcl, planeOf, sharedWith, theGateways, VIP } from './on-files.js';

let at: OnSimulator;
const node = fileNode('node-1');

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

/** A write of the node that has been let in and is kept in the gateway; resolves when it has executed. */
async function aWriteInTheGateway() {
  const plane = planeOf(at);
  const client = { ip: node.addresses[0] ?? '' };
  const { signal } = new AbortController();
  const mount = await plane.fabric.mount({ server: VIP, path: '/sdsfs/k8s-nfs/pvc-1', client }, signal);
  await plane.fabric.create(mount, 'f', signal);
  plane.hold('fg-a', true);
  const write = plane.fabric.write(mount, { name: 'f', offset: 0 }, new Uint8Array([1]), signal);
  return { write, release: () => plane.hold('fg-a', false) };
}

describe('an ACL of a node', () => {
  it.each(['at-once', 'when-settled'] as const)(
    'is not called read-only while a write is in a gateway, by any controller, with rows that show it %s',
    async (aclRows) => {
      at.simulator.setSwitches({ aclRows });
      const { share, acl } = await sharedWith(at.array, node);
      const { write, release } = await aWriteInTheGateway();
      const restrict = (array = at.array) =>
        array.files.shares.restrict(share, acl, AbortSignal.timeout(500));
      expectProblem(await restrict(), 'array-unsettled');
      expectProblem(await restrict(at.anotherController()), 'array-unsettled');
      release();
      await write;
      const after = expectOk(await at.array.files.shares.restrict(share, acl, never));
      expect(onlyAcl(after)).toMatchObject({ id: acl.id, permission: 'read-only' });
    },
  );

  it('is not called gone while a write is in a gateway', async () => {
    const { share, acl } = await sharedWith(at.array, node);
    const { write, release } = await aWriteInTheGateway();
    const revoke = (signal: AbortSignal) => at.array.files.shares.revoke(share, acl, signal);
    for (const time of [300, 300]) expectProblem(await revoke(AbortSignal.timeout(time)), 'array-unsettled');
    release();
    await write;
    expect(expectOk(await at.array.files.shares.revoke(share, acl, never)).acls).toEqual([]);
  });

  it('is written with all that the array could guess otherwise', async () => {
    await sharedWith(at.array, node);
    const acl = at.simulator.state.fsShareAcls.all().at(-1);
    expect(acl).toMatchObject({ permission: 'RW', sync: true, allSquash: false, rootSquash: false });
  });

  it('is one, although two controllers add it at the same moment and the array takes both', async () => {
    at.simulator.setSwitches({ sameShare: 'accepted' });
    const { share, acl, group } = await sharedWith(at.array, node);
    expectOk(await at.array.files.shares.revoke(share, acl, never));
    at.simulator.addFault({ operation: 'POST *:add-acls', effect: { kind: 'delay', ms: 100 } });
    const both = [at.array, at.anotherController()].map(({ files }) =>
      files.shares.permit(share, { group, permission: 'read-write' }, never),
    );
    const [one, other] = (await Promise.all(both)).map((permitted) => onlyAcl(expectOk(permitted)));
    expect(other).toEqual(one);
  });

  it('whose change the array gave up is changed again by the next call', async () => {
    const { share, acl, group } = await sharedWith(at.array, node);
    const { settling } = at.simulator.switches();
    const failing = { ...settling, 'nfs-share': { ms: 0, polls: 0, outcome: 'error' as const } };
    const { shares } = at.array.files;
    at.simulator.setSwitches({ settling: failing });
    expectProblem(await shares.restrict(share, acl, never), 'array-unsettled');
    expectProblem(await shares.permit(share, { group, permission: 'read-write' }, never), 'array-unsettled');
    at.simulator.setSwitches({ settling });
    at.requests();
    const restricted = expectOk(await shares.restrict(share, acl, never));
    expect(onlyAcl(restricted).permission).toBe('read-only');
    expect(at.requests()).toContain('POST /fs-nfs-shares/{id}:update-acls');
  });

  it('is found by a second try when the answer to the first was lost', async () => {
    const { share, acl, group } = await sharedWith(at.array, node);
    const { shares } = at.array.files;
    const lose = (operation: string) =>
      at.simulator.setFaults([{ operation, times: 1, effect: { kind: 'reset-after' } }]);
    lose('POST *:update-acls');
    expectProblem(await shares.restrict(share, acl, never), 'outcome-unknown');
    expect(onlyAcl(expectOk(await shares.restrict(share, acl, never))).permission).toBe('read-only');
    lose('POST *:remove-acls');
    expectProblem(await shares.revoke(share, acl, never), 'outcome-unknown');
    expect(expectOk(await shares.revoke(share, acl, never)).acls).toEqual([]);
    lose('POST *:add-acls');
    const entry = { group, permission: 'read-only' as const };
    expectProblem(await shares.permit(share, entry, never), 'outcome-unknown');
    expect(onlyAcl(expectOk(await shares.permit(share, entry, never))).permission).toBe('read-only');
  });

  it('cannot be added to a share that is gone', async () => {
    const { share, group } = await sharedWith(at.array, node);
    expectOk(await at.array.files.shares.remove(share, never));
    const permitted = await at.array.files.shares.permit(share, { group, permission: 'read-write' }, never);
    expect(expectProblem(permitted, 'array-refused').status).toBe(404);
  });
});

describe('the share of a tree', () => {
  it.each(['refused', 'accepted'] as const)(
    'is one, although two controllers make it at the same moment and the array has a second one %s',
    async (sameShare) => {
      at.simulator.setSwitches({ sameShare });
      at.simulator.addFault({ operation: 'POST /fs-nfs-shares/', effect: { kind: 'delay', ms: 100 } });
      const request = { tree: await aTree(at.array), gatewayGroup: await theGateways(at.array), acls: [] };
      const both = [at.array, at.anotherController()].map(({ files }) => files.shares.share(request, never));
      const [one, other] = (await Promise.all(both)).map((share) => expectOk(share));
      expect(other?.id).toBe(one?.id);
      const { fsShares } = at.simulator.state;
      expect(fsShares.where(({ quotaTreeId }) => quotaTreeId !== undefined)).toHaveLength(1);
    },
  );

  it('is made anew when the one before is on its way out', async () => {
    const { share, tree } = await sharedWith(at.array, node);
    const removal = at.array.files.shares.remove(share, never);
    const request = { tree, gatewayGroup: await theGateways(at.array), acls: [] };
    const again = expectOk(await at.anotherController().files.shares.share(request, never));
    expectOk(await removal);
    expect([again.id === share.id, again.acls]).toEqual([false, []]);
  });

  it('tells clients and groups apart', async () => {
    const { share } = await sharedWith(at.array, node);
    const [row] = at.simulator.state.fsShareAcls.where((acl) => String(acl.shareId) === share.id);
    if (row === undefined) throw new Error('the share has an ACL');
    at.simulator.state.fsShareAcls.insert((id) => ({ ...row, id, who: { type: 'client', clientId: 1 } }));
    at.simulator.state.fsShareAcls.insert((id) => ({ ...row, id, who: { type: 'every_client' } }));
    const [now] = expectOk(await at.array.files.shares.ofFolder('2', never)).slice(-1);
    expect(now?.acls.map(({ who }) => who.kind)).toEqual(['group', 'client', 'everyone']);
  });
});
