import { bytes, never, type FileArray, type Problem, type Result } from '@twinsite/domain';
import { expect, it } from 'vitest';
import type { Fault } from '../../../src/simulator/index.js';
import { onSimulator } from '../on-simulator.js';
import { fileNode, SIZE, treeName } from './on-files.js';

/** Reads fail, changes happen and are answered with an error or not at all, and everything takes its time. */
const faults = (seed: number): readonly Fault[] => [
  { operation: 'GET *', chance: 0.1, seed, effect: { kind: 'status', status: 500 } },
  { operation: 'POST *', chance: 0.2, seed: seed + 1, effect: { kind: 'status-after', status: 500 } },
  { operation: 'PUT *', chance: 0.4, seed: seed + 2, effect: { kind: 'reset-after' } },
  { operation: 'DELETE *', chance: 0.2, seed: seed + 3, effect: { kind: 'status-after', status: 500 } },
  { operation: '* /fs-*', chance: 0.1, seed: seed + 4, effect: { kind: 'reset-before' } },
  { operation: '*', seed: seed + 5, effect: { kind: 'slow', medianMs: 1, p99Ms: 20 } },
];

const PERSISTENCE = 60;

/** What every caller of a port does: the same again until it is so. */
async function until<T>(attempt: () => Promise<Result<T, Problem>>): Promise<T> {
  const said: string[] = [];
  for (let count = 0; count < PERSISTENCE; count += 1) {
    const result = await attempt();
    if (result.ok) return result.value;
    said.push(result.problem.kind);
  }
  throw new Error(`never succeeded: ${said.join(', ')}`);
}

async function lifeOf({ files }: FileArray, index: number): Promise<void> {
  const { folders, trees, shares, clients } = files;
  const folder = await until(() => folders.find('k8s-nfs', never));
  const [gatewayGroup] = await until(() => folders.gatewayGroups(never));
  if (folder === undefined || gatewayGroup === undefined) throw new Error('the array has both');
  const tree = await until(async () => {
    const found = await trees.find(treeName(`pvc-${index}`), never);
    if (!found.ok) return found;
    return found.value === undefined
      ? trees.create({ name: treeName(`pvc-${index}`), folder, size: SIZE }, never)
      : trees.settle(found.value, never);
  });
  const size = bytes(2n * SIZE);
  expect((await until(() => trees.resize(tree, size, never))).size).toBe(size);
  const share = await until(() => shares.share({ tree, gatewayGroup, acls: [] }, never));
  // Both controllers register the same node.
  const group = await until(() => clients.registerNode(fileNode('node-1'), never));
  const permitted = await until(() => shares.permit(share, { group, permission: 'read-write' }, never));
  const [acl, ...others] = permitted.acls;
  if (acl === undefined) throw new Error('the group has an ACL');
  expect([acl.permission, others]).toEqual(['read-write', []]);
  const restricted = await until(() => shares.restrict(share, acl, never));
  expect(restricted.acls.map(({ permission }) => permission)).toEqual(['read-only']);
  expect((await until(() => shares.revoke(share, acl, never))).acls).toEqual([]);
  await until(() => shares.remove(share, never));
  await until(() => trees.delete(tree, never));
}

it.each([1, 20, 300])(
  'persistence against an array that fails one call in five leaves nothing twice and nothing behind (seed %d)',
  async (seed) => {
    const at = await onSimulator({ switches: { sameShare: 'accepted' } });
    try {
      at.simulator.setFaults(faults(seed));
      await Promise.all([at.array, at.anotherController()].map((array, index) => lifeOf(array, index)));
      const { fsQuotaTrees, fsShares, fsClientGroups } = at.simulator.state;
      expect([fsQuotaTrees.all(), fsShares.all().length, fsClientGroups.all().length]).toEqual([[], 2, 2]);
      expect(at.simulator.violations()).toEqual([]);
      const failed = at.simulator.requestLog().filter(({ status }) => status === 500 || status === 0);
      expect(failed.length).toBeGreaterThan(5);
    } finally {
      await at.close();
    }
  },
  60_000,
);
