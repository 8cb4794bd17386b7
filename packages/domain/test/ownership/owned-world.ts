import {
  AclSightings,
  createFileVolume,
  createVolume,
  deleteFileVolume,
  deleteVolume,
  expandFileVolume,
  expandVolume,
  fenceGroup,
  GIB,
  never,
  ownGroup,
  placeVolumes,
  publishFileVolume,
  publishVolume,
  type ArrayDirectory,
  type Problem,
  type Result,
  type WholeArray,
} from '@twinsite/domain';
import { FakeArray, FakeFileArray, ManualClock, readWriteOnce } from '@twinsite/domain/testing';
import { closedShare, nodeIdOf as fileNodeIdOf } from '../file/file-world.js';
import { mount } from '../file/nfs-node.js';
import { nodeIdOf, volumeClass } from '../subjects.js';

export const BLOCK = 'csi-iscsi-vid-pvc-1';
export const FILE = 'csi-nfs-vid-pvc-2';
export const volumes = [
  { kind: 'block', handle: BLOCK },
  { kind: 'file', handle: FILE },
] as const;
export const nobody = { iqns: new Set<string>(), fileGroups: new Set<string>() };

export const directoryOf = (array: WholeArray): ArrayDirectory<WholeArray> => ({
  listed: () => [array],
  resolve: () => ({ ok: true, value: array }),
});

const credentials = undefined;

/** The controllers of one cluster, both drivers, on an array. */
export function driversOf(cluster: string | undefined, array: WholeArray) {
  const arrays = directoryOf(array);
  const fence = { clock: new ManualClock(), sightings: new AclSightings() };
  const node = `node-${cluster === 'b' ? 2 : 1}`;
  const request = { volumeId: BLOCK, readOnly: false, context: volumeClass, credentials };
  const capability = readWriteOnce();
  const grown = { requiredBytes: 2n * GIB, capability: undefined, credentials };
  return {
    publish: () =>
      publishVolume({ arrays, cluster })({ ...request, nodeId: nodeIdOf(node), capability }, never),
    delete: () => deleteVolume({ arrays, cluster })({ volumeId: BLOCK, credentials }, never),
    expand: () => expandVolume({ arrays, cluster })({ ...grown, volumeId: BLOCK }, never),
    publishFile: () =>
      publishFileVolume({ arrays, cluster, note: () => undefined, ...fence })(
        {
          ...request,
          volumeId: FILE,
          nodeId: fileNodeIdOf(node),
          capability: mount('single-node-writer'),
          context: { 'twinsite/access': 'node' },
        },
        never,
      ),
    deleteFile: () => deleteFileVolume({ arrays, cluster })({ volumeId: FILE, credentials }, never),
    expandFile: () => expandFileVolume({ arrays, cluster })({ ...grown, volumeId: FILE }, never),
  };
}

/** One array with a block and a file volume that nobody owns yet. */
export async function aWorld() {
  const block = new FakeArray('array-1');
  const file = new FakeFileArray('array-1');
  // One array: what is recorded of ownership is one table.
  const array: WholeArray = { ...file.ports, ...block.ports };
  const arrays = directoryOf(array);
  const wanted = { requiredBytes: GIB, source: 'none', credentials } as const;
  const capabilities = [readWriteOnce()];
  const made = [
    await createVolume({ arrays })(
      { ...wanted, name: 'pvc-1', parameters: volumeClass, capabilities },
      never,
    ),
    await createFileVolume({ arrays, note: () => undefined })(
      {
        ...wanted,
        name: 'pvc-2',
        parameters: { shares: closedShare, access: 'node' },
        capabilities: [mount('single-node-writer')],
      },
      never,
    ),
  ];
  const clock = new ManualClock();
  const deps = { clock, sightings: new AclSightings() };
  const placedOn = async (on: WholeArray) => valueOf(await placeVolumes(directoryOf(on), volumes, never));
  return {
    block,
    file,
    array,
    clock,
    made,
    own: async (owner: string, operation = `own-${owner}`, on = array) =>
      ownGroup({ group: 'shop', owner, operation, volumes: await placedOn(on) }, never),
    fence: async (from: string, to: string, operation = `fence-${to}`, on = array) =>
      fenceGroup(
        deps,
        { group: 'shop', from, to, operation, volumes: await placedOn(on), spared: nobody, settleMs: 0 },
        never,
      ),
  };
}

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}
