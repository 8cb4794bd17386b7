import { deleteVolume, findVolume, listVolumes, never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListedArray, XmsArrayDirectory } from '../../src/index.js';
import { startSimulator, type RunningSimulator } from '../../src/simulator/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { directoryOf, listed } from './a-directory.js';

const RESOURCE = 'accesspaths.sds.xsky.com';
const volumeId = 'csi-iscsi-vid-pvc-1';
let simulator: RunningSimulator;
let directory: XmsArrayDirectory;

beforeEach(async () => {
  simulator = await startSimulator();
  directory = directoryOf([]);
});

afterEach(async () => {
  await directory.close();
  await simulator.close();
});

/** An array that answers and has no volume. */
const empty = (): ListedArray => ({
  ...listed('one', ...simulator.xmsServers().split(',')),
  credentials: { kind: 'password', user: 'admin', password: 'admin' },
});

const lost = (...managers: readonly string[]): ListedArray => ({
  ...listed('two', ...managers),
  credentials: { kind: 'missing', reason: 'Secret storage/array of AccessPath storage/ap is not there' },
});

const remove = (arrays: XmsArrayDirectory) =>
  deleteVolume({ arrays })({ volumeId, credentials: undefined }, never);

describe('an array whose credentials cannot be had', () => {
  it('lets no volume be called deleted or missing, nor the list be called complete', async () => {
    expectOk(directory.replace({ arrays: [empty(), lost('10.0.0.2')] }));
    const problem = expectProblem(await remove(directory), 'credentials-missing');
    expect(problem).toMatchObject({ array: 'two', detail: expect.stringContaining('storage/ap') as string });
    expectProblem(await findVolume(directory, volumeId, never), 'credentials-missing');
    const page = { maxEntries: 0, startingToken: '' };
    expectProblem(await listVolumes({ arrays: directory })(page, never), 'credentials-missing');
  });

  it('is reached with the credentials of a request that brings its own', async () => {
    const one = empty();
    expectOk(directory.replace({ arrays: [{ ...one, credentials: { kind: 'missing', reason: 'none' } }] }));
    const array = expectOk(
      directory.resolve({
        managers: one.managers,
        credentials: { kind: 'password', user: 'admin', password: 'admin' },
      }),
    );
    expect((await array.pools.list(never)).ok).toBe(true);
  });

  it('has an answer again as soon as they are there, without a new directory', async () => {
    const one = empty();
    expectOk(directory.replace({ arrays: [{ ...one, credentials: { kind: 'missing', reason: 'none' } }] }));
    expectProblem(await remove(directory), 'credentials-missing');
    expectOk(directory.replace({ arrays: [one] }));
    expectOk(await remove(directory));
  });
});

describe('a list that is not complete yet', () => {
  it('lets no volume be called deleted or missing, and reaches an array that is named', async () => {
    const one = empty();
    expectOk(directory.replace({ arrays: [one], unsynced: RESOURCE }));
    expect(expectProblem(await remove(directory), 'kubernetes-unsynced').resource).toBe(RESOURCE);
    expectProblem(await findVolume(directory, volumeId, never), 'kubernetes-unsynced');
    expect(expectOk(directory.resolve({ managers: one.managers, credentials: undefined })).name).toBe('one');
  });

  it('does not guess which array is meant, nor call one not listed', () => {
    expectOk(directory.replace({ arrays: [empty()], unsynced: RESOURCE }));
    for (const managers of [[], ['10.9.9.9']])
      expectProblem(directory.resolve({ managers, credentials: undefined }), 'kubernetes-unsynced');
  });

  it('is complete from the next list on', async () => {
    const one = empty();
    expectOk(directory.replace({ arrays: [one], unsynced: RESOURCE }));
    expectOk(directory.replace({ arrays: [one] }));
    expectOk(await remove(directory));
    expect(expectOk(directory.resolve({ managers: [], credentials: undefined })).name).toBe('one');
  });
});
