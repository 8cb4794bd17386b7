import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { Switches } from '../../src/simulator/index.js';
import { aNewVolume, expectOk, expectProblem, volumeName } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, thePath, type OnSimulator } from './on-simulator.js';

let at: OnSimulator | undefined;

afterEach(async () => {
  const violations = at?.simulator.violations() ?? [];
  await at?.close();
  at = undefined;
  expect(violations).toEqual([]);
});

const slowly = { ms: 5, polls: 3, outcome: 'done' } as const;

/** Every guess of the contract that the client leans on, in its other positions. */
const guesses: readonly Partial<Switches>[] = [
  {},
  { duplicateName: 409 },
  { missingGroup: 404 },
  { accepted: 200 },
  { paging: 'absent' },
  { paging: 'absent', defaultPageSize: 0 },
  { searchLagMs: 0 },
  { searchLagMs: 3_600_000 },
  { gatewayAddress: 'network-addresses' },
  { gatewayAddress: 'target' },
  { targetPort: 'zero' },
  { listsRecycled: false },
  { trash: 'off' },
  { trash: 'renames' },
  { tokenSlides: true },
  { tokenLifetimeMs: 50 },
  { errorBody: 'error-code' },
  { errorBody: 'text' },
  { errorBody: 'empty' },
  { statusWords: { creating: 'initializing', updating: 'changing', deleting: 'erasing', active: 'healthy' } },
  {
    settling: {
      volume: slowly,
      flatten: slowly,
      snapshot: slowly,
      'group-snapshot': slowly,
      'access-path': slowly,
      target: slowly,
      'mapping-group': slowly,
      'trash-resource': slowly,
      'quota-tree': slowly,
      'nfs-share': slowly,
    },
  },
];

describe('a volume from creation to deletion', () => {
  it.each(guesses.map((switches) => [JSON.stringify(switches), switches] as const))(
    'on an array with %s',
    async (_name, switches) => {
      at = await onSimulator({ switches });
      const { array, simulator } = at;
      const volume = await createdVolume(array, 'pvc-1');
      expectProblem(await array.volumes.create(aNewVolume('pvc-1'), never), 'volume-differs');
      const request = { volume, node: aNode('node-1'), accessPath: await thePath(array) };
      const { lun } = expectOk(await array.lunAccess.grant(request, never));
      expect(expectOk(await at.anotherController().lunAccess.granted(request, never))).toEqual({
        lun,
        volumesOfNode: 1,
      });
      const again = expectOk(await array.lunAccess.grant(request, never));
      expect(again).toEqual({ lun, volumesOfNode: 1, isNew: false });
      expect(expectOk(await array.lunAccess.sessions(request, never))).toHaveLength(2);
      expectProblem(await array.volumes.delete(volume, 'final', never), 'volume-in-use');
      expectOk(await array.lunAccess.revoke(volume, request.node, never));
      expectOk(await array.lunAccess.revoke(volume, request.node, never));
      expectOk(await array.volumes.delete(volume, 'final', never));
      expect(expectOk(await array.volumes.find(volumeName('pvc-1'), never))).toBe(undefined);
      expect(simulator.state.luns.where(() => true)).toEqual([]);
      expect(simulator.state.volumes.where(() => true)).toEqual([]);
    },
  );

  it('goes on over an array that unmaps a volume by itself when it is deleted', async () => {
    at = await onSimulator({ switches: { deleteMapped: 'unmapped-first' } });
    const volume = await createdVolume(at.array, 'pvc-1');
    const request = { volume, node: aNode('node-1'), accessPath: await thePath(at.array) };
    expectOk(await at.array.lunAccess.grant(request, never));
    expectOk(await at.array.volumes.delete(volume, 'final', never));
    expect(at.simulator.state.luns.where(() => true)).toEqual([]);
  });

  it.each(['fails', 'serves'] as const)(
    'goes on while the sites are apart and the outvoted manager %s',
    async (minorityManager) => {
      at = await onSimulator({ switches: { minorityManager } });
      await createdVolume(at.array, 'pvc-1');
      await at.simulator.cut('inter-site');
      const { array } = at;
      const made = async () => {
        const found = await array.volumes.find(volumeName('pvc-2'), never);
        if (!found.ok) return found.problem.kind;
        if (found.value !== undefined) return 'there';
        const created = await array.volumes.create(aNewVolume('pvc-2'), never);
        return created.ok ? 'there' : created.problem.kind;
      };
      await expect.poll(made, { timeout: 8_000 }).toBe('there');
    },
    15_000,
  );
});
