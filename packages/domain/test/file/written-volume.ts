import type { FileArray, NfsShares } from '@twinsite/domain';
import { FakeFileArray } from '@twinsite/domain/testing';
import { expect } from 'vitest';
import { aFileWorld, nodeIdOf, nodeNamed } from './file-world.js';

export const WAIT_MS = 40_000;

/** A volume that node-1 writes, on an array that gives no word of its own; the node is connected. */
export async function aWrittenVolume(removalDrains = false) {
  const world = aFileWorld(new FakeFileArray('array-1', { removalDrains, waitMs: WAIT_MS }));
  await world.create();
  expect(await world.publish('node-1')).toMatchObject({ ok: true });
  const connected = new Set(nodeNamed('node-1').addresses);
  world.array.faults.connections.set('fg-a', connected);
  const timed = async (ports = world.array.ports) => {
    const begun = world.clock.now();
    const answer = await world.unpublish(nodeIdOf('node-1'), { ports });
    return { answer, ms: world.clock.now() - begun };
  };
  return { ...world, connected, timed };
}

export const withShares = (
  ports: FileArray,
  change: (shares: NfsShares) => Partial<NfsShares>,
): FileArray => {
  const { shares } = ports.files;
  const plain: NfsShares = {
    ofFolder: (...call) => shares.ofFolder(...call),
    share: (...call) => shares.share(...call),
    permit: (...call) => shares.permit(...call),
    restrict: (...call) => shares.restrict(...call),
    revoke: (...call) => shares.revoke(...call),
    remove: (...call) => shares.remove(...call),
  };
  return { ...ports, files: { ...ports.files, shares: { ...plain, ...change(plain) } } };
};

export const unproven = (evidence: string) => ({
  ok: false,
  problem: { kind: 'fence-unproven', node: 'node-1', evidence: expect.stringContaining(evidence) as string },
});
