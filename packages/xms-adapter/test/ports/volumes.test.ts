import { never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNewVolume, eventually, expectOk, expectProblem, volumeName } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, thePath, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const name = volumeName('pvc-1');

describe('creating', () => {
  it.each([
    [400, 202],
    [409, 200],
  ] as const)(
    'a name twice is volume-differs whether the array says %d, and accepts with %d',
    async (status, accepted) => {
      at.simulator.setSwitches({ duplicateName: status, accepted });
      const first = await createdVolume(at.array, 'pvc-1');
      expect(first.state).toEqual({ kind: 'ready' });
      expectProblem(await at.array.volumes.create(aNewVolume('pvc-1'), never), 'volume-differs');
      expect(at.simulator.state.volumes.where(() => true)).toHaveLength(1);
    },
  );

  it('at one moment from two controllers makes one volume', async () => {
    const results = await Promise.all(
      [at.array, at.anotherController()].map((array) => array.volumes.create(aNewVolume('pvc-1'), never)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    results.filter(({ ok }) => !ok).forEach((result) => expectProblem(result, 'volume-differs'));
  });

  it('with an answer that is lost is outcome-unknown, and the volume is found afterwards', async () => {
    at.simulator.addFault({ operation: 'POST /block-volumes/', times: 1, effect: { kind: 'reset-after' } });
    expectProblem(await at.array.volumes.create(aNewVolume('pvc-1'), never), 'outcome-unknown');
    const found = expectOk(await at.array.volumes.find(name, never));
    if (found === undefined) throw new Error('the array has made it');
    expect(expectOk(await at.array.volumes.settle(found, never)).state).toEqual({ kind: 'ready' });
  });

  it('that fails on the array is volume-failed', async () => {
    const { settling } = at.simulator.switches();
    at.simulator.setSwitches({ settling: { ...settling, volume: { ms: 10, polls: 1, outcome: 'error' } } });
    expectProblem(await at.array.volumes.create(aNewVolume('pvc-1'), never), 'volume-failed');
  });

  it('waits through status words nobody has documented', async () => {
    at.simulator.setSwitches({ statusWords: { creating: 'initializing' } });
    expect((await createdVolume(at.array, 'pvc-1')).state).toEqual({ kind: 'ready' });
  });
});

describe('finding', () => {
  it.each(['present', 'absent'] as const)('knows the exact name only, paging %s', async (paging) => {
    at.simulator.setSwitches({ paging });
    await createdVolume(at.array, 'pvc-10');
    expect(expectOk(await at.array.volumes.find(name, never))).toBe(undefined);
    await createdVolume(at.array, 'pvc-1');
    expect(expectOk(await at.array.volumes.find(name, never))?.name).toBe('pvc-1');
  });

  it('goes on with a new login when the token expires in between', async () => {
    await createdVolume(at.array, 'pvc-1');
    at.simulator.expireLogins();
    expect(expectOk(await at.array.volumes.find(name, never))?.name).toBe('pvc-1');
  });
});

describe('deleting', () => {
  it.each(['off', 'keeps-name', 'renames'] as const)('passes the trash by, trash %s', async (trash) => {
    at.simulator.setSwitches({ trash });
    const volume = await createdVolume(at.array, 'pvc-1');
    expectOk(await at.array.volumes.delete(volume, 'final', never));
    expect(at.simulator.state.volumes.where(() => true)).toEqual([]);
    expectOk(await at.array.volumes.delete(volume, 'final', never));
  });

  it('a mapped volume is volume-in-use and names the holder', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    const request = { volume, node: aNode('node-1'), accessPath: await thePath(at.array) };
    expectOk(await at.array.lunAccess.grant(request, never));
    const problem = expectProblem(await at.array.volumes.delete(volume, 'final', never), 'volume-in-use');
    expect(problem.holders).toEqual(['node-1']);
  });

  it('waits until the array does not know the volume any more', async () => {
    const { settling } = at.simulator.switches();
    const volume = await createdVolume(at.array, 'pvc-1');
    at.simulator.setSwitches({ settling: { ...settling, volume: { ms: 0, polls: 4, outcome: 'done' } } });
    at.requests();
    expectOk(await at.array.volumes.delete(volume, 'final', never));
    expect(
      at.requests().filter((operation) => operation === 'GET /block-volumes/{id}').length,
    ).toBeGreaterThan(4);
  });
});

describe('a volume in the trash', () => {
  it('is not found, although the array lists it under its name', async () => {
    at.simulator.setSwitches({ trash: 'keeps-name', listsRecycled: true });
    await createdVolume(at.array, 'pvc-1');
    const [row] = at.simulator.state.volumes.where(() => true);
    if (row === undefined) throw new Error('the volume is there');
    row.recycled = true;
    expect(expectOk(await at.array.volumes.find(name, never))).toBe(undefined);
  });
});

describe('a name that is kept in the trash', () => {
  it('is refused with what is in the way, and the volume there is never used again', async () => {
    at.simulator.setSwitches({ trash: 'keeps-name', listsRecycled: true });
    const volume = await createdVolume(at.array, 'pvc-1');
    expectOk(await at.array.volumes.delete(volume, 'trash', never));
    expect(at.simulator.state.trashResources.all()).toHaveLength(1);
    const refused = await at.array.volumes.create(aNewVolume('pvc-1'), never);
    expect(expectProblem(refused, 'array-refused').detail).toContain(
      `(id ${volume.id}) is in the array's trash`,
    );
    expect(at.simulator.state.volumes.all()).toHaveLength(1);
  });
});

describe('managers', () => {
  it.each(['silent', 'refusing'] as const)(
    'of a %s site are replaced by those of the other',
    async (darkness) => {
      await createdVolume(at.array, 'pvc-1');
      await at.simulator.cut('site-a', darkness);
      await eventually(() => at.simulator.cuts().length === 1);
      expect(expectOk(await at.array.volumes.find(name, never))?.name).toBe('pvc-1');
      expectOk(await at.array.volumes.create(aNewVolume('pvc-2'), never));
    },
  );
});
