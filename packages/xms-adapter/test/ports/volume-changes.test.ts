import { bytes, GIB, never, type BlockVolume, type SnapshotName } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultEffect, SettlingKind } from '../../src/simulator/index.js';
import { aNewVolume, expectOk, expectProblem } from '../transport/an-array.js';
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

const PATCH = 'PATCH /block-volumes/{id}';
const TWO_GIB = bytes(2n * GIB);

const lose = (effect: FaultEffect['kind'] & ('reset-before' | 'reset-after')): void =>
  at.simulator.addFault({ operation: PATCH, times: 1, effect: { kind: effect } });

function settle(
  kind: SettlingKind,
  how: { readonly polls: number; readonly outcome?: 'done' | 'error' },
): void {
  const { settling } = at.simulator.switches();
  at.simulator.setSwitches({ settling: { ...settling, [kind]: { ms: 0, outcome: 'done', ...how } } });
}

async function aClone(): Promise<BlockVolume> {
  const volume = await createdVolume(at.array, 'pvc-1');
  const spec = { name: 's' as SnapshotName, volume, description: '' };
  const snapshot = expectOk(await at.array.snapshots.create(spec, never));
  return expectOk(await at.array.volumes.create({ ...aNewVolume('pvc-2'), snapshot }, never));
}

const patches = (): number => at.requests().filter((operation) => operation === PATCH).length;

describe('growing a volume', () => {
  it.each(['at-once', 'later'] as const)(
    'is over when the array shows the size and is idle, size shown %s',
    async (resize) => {
      at.simulator.setSwitches({ resize });
      settle('volume', { polls: 0 });
      const volume = await createdVolume(at.array, 'pvc-1');
      settle('volume', { polls: 4 });
      const grown = expectOk(await at.array.volumeChanges.resize(volume, TWO_GIB, never));
      expect([grown.size, grown.state.kind]).toEqual([TWO_GIB, 'ready']);
      expect(at.simulator.unsettled()).toBe(0);
    },
  );

  it('sends nothing when the volume is large enough', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    at.requests();
    expectOk(await at.array.volumeChanges.resize(volume, bytes(GIB), never));
    expect(at.requests()).toEqual([]);
  });

  it('whose answer is lost is resolved by reading, and is not ordered twice', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    lose('reset-after');
    at.requests();
    expect(expectOk(await at.array.volumeChanges.resize(volume, TWO_GIB, never)).size).toBe(TWO_GIB);
    expect(patches()).toBe(1);
  });

  it('that never arrived is outcome-unknown', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    lose('reset-before');
    expectProblem(await at.array.volumeChanges.resize(volume, TWO_GIB, never), 'outcome-unknown');
  });

  it('that is under way already is waited for, although the array refuses a second order', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    settle('volume', { polls: 8 });
    const both = [at.array, at.anotherController()].map(({ volumeChanges }) =>
      volumeChanges.resize(volume, TWO_GIB, never),
    );
    for (const result of await Promise.all(both)) expect(expectOk(result).size).toBe(TWO_GIB);
  });

  it('that fails on the array says so soon', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    settle('volume', { polls: 1, outcome: 'error' });
    const problem = expectProblem(
      await at.array.volumeChanges.resize(volume, TWO_GIB, never),
      'volume-failed',
    );
    expect(problem.status).toBe('resize: error');
  });

  it('of a mapped volume is over when every gateway shows the new size', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    const request = { volume, node: aNode('node-1'), accessPath: await thePath(at.array) };
    expectOk(await at.array.lunAccess.grant(request, never));
    expectOk(await at.array.volumeChanges.resize(volume, TWO_GIB, never));
    expect(at.simulator.memory?.store.volume(Number(volume.id))?.sizeBytes).toBe(2n * GIB);
  });

  it('beyond what JSON carries is refused before asking', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    const tooMuch = bytes(2n ** 60n);
    expectProblem(await at.array.volumeChanges.resize(volume, tooMuch, never), 'capacity-out-of-range');
  });

  it('of a volume that vanishes meanwhile is a failure that says so', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    lose('reset-after');
    at.simulator.state.volumes.delete(Number(volume.id));
    expectProblem(await at.array.volumeChanges.resize(volume, TWO_GIB, never), 'outcome-unknown');
    const problem = expectProblem(
      await at.array.volumeChanges.resize(volume, TWO_GIB, never),
      'array-refused',
    );
    expect(problem.status).toBe(404);
  });
});

describe('flattening a volume', () => {
  it.each(['hidden', 'shown'] as const)(
    'is over when the array calls it flattened, its parent then %s',
    async (flattenedParent) => {
      at.simulator.setSwitches({ flattenedParent });
      const clone = await aClone();
      settle('flatten', { polls: 4 });
      const flat = expectOk(await at.array.volumeChanges.flatten(clone, never));
      expect([flat.parentSnapshot, flat.state.kind]).toEqual([undefined, 'ready']);
    },
  );

  it('whose answer is lost is resolved by reading', async () => {
    const clone = await aClone();
    lose('reset-after');
    settle('flatten', { polls: 3 });
    expectOk(await at.array.volumeChanges.flatten(clone, never));
  });

  it('that fails on the array says so soon, and the volume still names its parent', async () => {
    const clone = await aClone();
    settle('flatten', { polls: 1, outcome: 'error' });
    const problem = expectProblem(await at.array.volumeChanges.flatten(clone, never), 'volume-failed');
    expect(problem.status).toBe('flatten: error');
    expect(expectOk(await at.array.volumes.find(clone.name, never))?.parentSnapshot).toBe('1');
  });
});

describe('describing a volume', () => {
  it('whose answer is lost is resolved by reading; one that never arrived is outcome-unknown', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    lose('reset-after');
    expectOk(await at.array.volumeChanges.describe(volume, 'a note', never));
    lose('reset-before');
    expectProblem(await at.array.volumeChanges.describe(volume, 'another note', never), 'outcome-unknown');
    expect(expectOk(await at.array.volumes.find(volume.name, never))?.description).toBe('a note');
  });

  it('that the array refuses while something else is under way is not taken for done', async () => {
    const volume = await createdVolume(at.array, 'pvc-1');
    settle('volume', { polls: 1_000 });
    at.simulator.setSwitches({ resize: 'later' });
    const growing = at.anotherController().volumeChanges.resize(volume, TWO_GIB, AbortSignal.timeout(1_000));
    await expect.poll(() => at.simulator.unsettled()).toBe(1);
    expectProblem(await at.array.volumeChanges.describe(volume, 'a note', never), 'array-refused');
    settle('volume', { polls: 0 });
    await growing;
  });
});
