import { formatNodeId, never, publishVolume } from '@twinsite/domain';
import type { ArrayDirectory, VolumeCapability } from '@twinsite/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectOk } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  await at.close();
});

const as = (mode: VolumeCapability['mode']): VolumeCapability => ({
  use: { kind: 'filesystem', fsType: 'ext4', mountFlags: [] },
  mode,
});
const VOLUMES = Array.from({ length: 6 }, (_, index) => `pvc-${index}`);
const NODES = ['node-1', 'node-2', 'node-3'];
/** An attacher waits longer and longer between its attempts; these come one upon the other. */
const UNTIL_LET_IN = 1000;
const A_FEW = 10;
const READING: { readonly mode: VolumeCapability['mode']; readonly rounds: number } = {
  mode: 'multi-node-reader',
  rounds: UNTIL_LET_IN,
};

/** Asks again as the attacher does; the value is whether the node may format, undefined when it was refused to the end. */
async function publish(
  arrays: ArrayDirectory,
  volume: string,
  node: string,
  { mode, rounds }: typeof READING = READING,
): Promise<boolean | undefined> {
  const request = {
    volumeId: `csi-iscsi-vid-${volume}`,
    nodeId: expectOk(formatNodeId(aNode(node))),
    capability: as(mode),
    readOnly: false,
    context: {},
    credentials: undefined,
  };
  for (let round = 0; round < rounds; round += 1) {
    const published = await publishVolume({ arrays, defaultAccessPath: 'ap-k8s' })(request, never);
    if (published.ok) return published.value.mayFormat;
    expect(['pending', 'attached-elsewhere']).toContain(published.problem.kind);
  }
  return undefined;
}

it('three nodes that read six volumes through two controllers: each volume is formatted by one node', async () => {
  const controllers = [at.directory, at.anotherDirectory()];
  await Promise.all(VOLUMES.map((name) => createdVolume(at.array, name)));
  for (const volume of VOLUMES) {
    const answers = await Promise.all(
      NODES.map((node, index) => publish(controllers[index % 2] ?? at.directory, volume, node)),
    );
    expect(
      answers.filter((mayFormat) => mayFormat === true),
      volume,
    ).toHaveLength(1);
    expect(
      answers.filter((mayFormat) => mayFormat === undefined),
      volume,
    ).toHaveLength(0);
  }
});

it('a writer and a reader at the same moment through two controllers: never both', async () => {
  const controllers = [at.directory, at.anotherDirectory()] as const;
  await Promise.all(VOLUMES.map((name) => createdVolume(at.array, name)));
  for (const volume of VOLUMES) {
    const answers = await Promise.all([
      publish(controllers[0], volume, 'node-1', { mode: 'single-node-writer', rounds: A_FEW }),
      publish(controllers[1], volume, 'node-2', { ...READING, rounds: A_FEW }),
    ]);
    expect(answers.filter((mayFormat) => mayFormat !== undefined).length, volume).toBeLessThan(2);
  }
});
