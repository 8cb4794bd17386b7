import { bytes, GIB, MIB, never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../../transport/an-array.js';
import { onSimulator, type OnSimulator } from '../on-simulator.js';
import { aTree, SIZE, theFolder, treeName } from './on-files.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const failing = () => {
  const { settling } = at.simulator.switches();
  return { ...settling, 'quota-tree': { ms: 0, polls: 0, outcome: 'error' as const } };
};

describe('a quota tree', () => {
  it('is asked for once, and with nothing that replaces a list', async () => {
    at.requests();
    await aTree(at.array);
    const changes = at.requests().filter((operation) => !operation.startsWith('GET '));
    expect(changes).toEqual(['PUT /fs-folders/{id}/fs-quota-trees']);
  });

  it('whose creation had no answer is found by the next look', async () => {
    at.simulator.addFault({ operation: 'PUT *', times: 1, effect: { kind: 'reset-after' } });
    const spec = { name: treeName('pvc-1'), folder: await theFolder(at.array), size: SIZE };
    const { trees } = at.array.files;
    expectProblem(await trees.create(spec, never), 'outcome-unknown');
    const found = expectOk(await trees.find(spec.name, never));
    if (found === undefined) throw new Error('it was made');
    expect(expectOk(await trees.settle(found, never))).toMatchObject({
      size: SIZE,
      state: { kind: 'ready' },
    });
  });

  it('that fails on the array is told with its word, and so is a resize', async () => {
    const tree = await aTree(at.array);
    const { trees } = at.array.files;
    at.simulator.setSwitches({ settling: failing() });
    const spec = { name: treeName('pvc-2'), folder: await theFolder(at.array), size: SIZE };
    expect(expectProblem(await trees.create(spec, never), 'volume-failed').status).toContain('error');
    const size = bytes(2n * MIB);
    expect(expectProblem(await trees.resize(tree, size, never), 'volume-failed').status).toContain('error');
  });

  it('gets no room that is promised to others meanwhile, also where the array would give it', async () => {
    const folder = await theFolder(at.array);
    const other = { name: treeName('pvc-other'), folder, size: bytes(60n * GIB) };
    expectOk(await at.anotherController().files.trees.create(other, never));
    const spec = { name: treeName('pvc-1'), folder, size: bytes(60n * GIB) };
    const { left } = expectProblem(await at.array.files.trees.create(spec, never), 'folder-full');
    expect(left).toBe(40n * GIB);
  });

  it('that two controllers make at once is made once', async () => {
    at.simulator.addFault({ operation: 'PUT *', effect: { kind: 'delay', ms: 100 } });
    const spec = { name: treeName('pvc-1'), folder: await theFolder(at.array), size: SIZE };
    const both = [at.array, at.anotherController()].map(({ files }) => files.trees.create(spec, never));
    const results = await Promise.all(both);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    for (const result of results) if (!result.ok) expect(result.problem.kind).toBe('volume-differs');
  });

  it('that two controllers delete at once is gone for both', async () => {
    const tree = await aTree(at.array);
    const both = [at.array, at.anotherController()].map(({ files }) => files.trees.delete(tree, never));
    for (const deleted of await Promise.all(both)) expectOk(deleted);
  });

  it('whose deletion had no answer is gone at last', async () => {
    const tree = await aTree(at.array);
    at.simulator.addFault({ operation: 'DELETE *', times: 1, effect: { kind: 'reset-after' } });
    expectOk(await at.array.files.trees.delete(tree, never));
    expect(expectOk(await at.array.files.trees.find(tree.name, never))).toBeUndefined();
  });

  it('is not made in a folder that is gone', async () => {
    const folder = { ...(await theFolder(at.array)), id: '99', name: 'gone' };
    const spec = { name: treeName('pvc-1'), folder, size: SIZE };
    const { known } = expectProblem(await at.array.files.trees.create(spec, never), 'folder-missing');
    expect(known).toEqual(['csi-fs-1', 'k8s-nfs']);
  });
});
