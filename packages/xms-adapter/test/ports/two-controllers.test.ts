import { formatNodeId, never, publishVolume, unpublishVolume } from '@twinsite/domain';
import type { ArrayDirectory, VolumeCapability } from '@twinsite/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/index.js';
import { expectOk } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  await at.close();
});

const capability: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };
const nodeId = (name: string): string => expectOk(formatNodeId(aNode(name)));
const VOLUMES = Array.from({ length: 12 }, (_, index) => `pvc-${index}`);

async function publish(arrays: ArrayDirectory, volume: string, node: string): Promise<boolean> {
  const request = { volumeId: `csi-iscsi-vid-${volume}`, nodeId: nodeId(node), capability, readOnly: false };
  const published = await publishVolume({ arrays })(
    { ...request, context: {}, credentials: undefined },
    never,
  );
  if (!published.ok) expect(published.problem.kind).toBe('attached-elsewhere');
  return published.ok;
}

/** Client group names by volume name, as the array keeps them. */
function holders(): Map<string, string[]> {
  const { state } = at.simulator;
  const byVolume = new Map<string, string[]>();
  for (const lun of state.luns.where(() => true)) {
    const volume = state.volumes.get(lun.volumeId)?.name ?? '';
    const group = state.mappingGroups.get(lun.mappingGroupId);
    const client = state.clientGroups.get(group?.clientGroupId ?? 0)?.name ?? '';
    byVolume.set(volume, [...(byVolume.get(volume) ?? []), client]);
  }
  return byVolume;
}

it('two controllers under load never leave a volume with two nodes, and clean up after each other', async () => {
  const controllers = [at.directory, at.anotherDirectory()];
  await Promise.all(VOLUMES.map((name) => createdVolume(at.array, name)));
  // Each volume is wanted by two nodes through two controllers at the same moment.
  const wishes = VOLUMES.flatMap((volume) =>
    controllers.map(async (arrays, index) => {
      const node = `node-${index}`;
      return { volume, node, granted: await publish(arrays, volume, node) };
    }),
  );
  const outcomes = await Promise.all(wishes);
  const held = holders();
  for (const volume of VOLUMES) {
    const winners = outcomes.filter((wish) => wish.volume === volume && wish.granted).map(({ node }) => node);
    expect(winners.length, `${volume} has at most one winner`).toBeLessThanOrEqual(1);
    expect(held.get(volume) ?? [], `${volume} is mapped for its winner only`).toEqual(winners);
  }
  // Each controller unpublishes what the other one may have published.
  const [first, second] = controllers;
  await Promise.all(
    VOLUMES.flatMap((volume) =>
      [first, second].map(async (arrays, index) => {
        if (arrays === undefined) return;
        const request = {
          volumeId: `csi-iscsi-vid-${volume}`,
          nodeId: nodeId(`node-${1 - index}`),
          credentials: undefined,
        };
        expectOk(await unpublishVolume({ arrays, clock: systemClock })(request, never));
      }),
    ),
  );
  expect(holders()).toEqual(new Map());
  expect(at.simulator.violations()).toEqual([]);
}, 30_000);
