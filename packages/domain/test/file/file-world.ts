import {
  AclSightings,
  createFileVolume,
  deleteFileVolume,
  expandFileVolume,
  formatFileNodeId,
  GIB,
  never,
  publishFileVolume,
  unpublishFileVolume,
  type AccessMode,
  type ArrayDirectory,
  type CreateFileVolumeDeps,
  type CreateVolumeRequest,
  type FileArray,
  type FileNotice,
  type PublishVolumeRequest,
} from '@twinsite/domain';
import { FakeFileArray, ManualClock } from '@twinsite/domain/testing';
import { mount } from './nfs-node.js';

export const volumeId = 'csi-nfs-vid-pvc-1';
export const publicShare = '10.7.9.9:/sdsfs/csi-fs-1/';
export const closedShare = '10.7.9.9:/sdsfs/k8s-nfs/';

/** Addresses outside the client group of the fake array's closed folder. */
export const nodeNamed = (name: string, address = `10.9.0.${name.slice(-1)}`) => ({
  name,
  addresses: [address],
});

export function nodeIdOf(name: string, address?: string): string {
  const id = formatFileNodeId(nodeNamed(name, address));
  if (!id.ok) throw new Error('the node has a well-formed name');
  return id.value;
}

export const directoryOf = (...arrays: readonly FileArray[]): ArrayDirectory<FileArray> => ({
  listed: () => arrays,
  resolve: () => {
    const [first] = arrays;
    if (first === undefined) throw new Error('there is an array');
    return { ok: true, value: first };
  },
});

/** The ports of one array in one object, so that wrappers meet every one of them. */
export function through(array: FileArray, wrap: <Ports extends object>(ports: Ports) => Ports): FileArray {
  const { sites, ...files } = wrap({ ...array.files, sites: array.sites });
  return { ...array, sites, files };
}

type Change<Request> = Partial<Request>;

/** One array with files and a controller on it; `sightings` are those of one process. */
export function aFileWorld(array = new FakeFileArray(), other: readonly FileArray[] = []) {
  const clock = new ManualClock();
  const notices: FileNotice[] = [];
  const note = (notice: FileNotice) => void notices.push(notice);
  const sightings = new AclSightings();
  const arraysOf = (ports: FileArray) => directoryOf(ports, ...other);
  const request: CreateVolumeRequest = {
    name: 'pvc-1',
    requiredBytes: GIB,
    parameters: { shares: closedShare, access: 'node' },
    capabilities: [mount('multi-node-multi-writer')],
    source: 'none',
    credentials: undefined,
  };
  const publication: PublishVolumeRequest = {
    volumeId,
    nodeId: nodeIdOf('node-1'),
    capability: mount('single-node-writer'),
    readOnly: false,
    context: { 'twinsite/access': 'node' },
    credentials: undefined,
  };
  return {
    array,
    clock,
    notices,
    create: (change: Change<CreateVolumeRequest> = {}, deps: Partial<CreateFileVolumeDeps> = {}) =>
      createFileVolume({ arrays: arraysOf(array.ports), note, ...deps })({ ...request, ...change }, never),
    delete: () =>
      deleteFileVolume({ arrays: arraysOf(array.ports) })({ volumeId, credentials: undefined }, never),
    expand: (requiredBytes: bigint) =>
      expandFileVolume({ arrays: arraysOf(array.ports) })(
        { volumeId, requiredBytes, capability: undefined, credentials: undefined },
        never,
      ),
    publish: (
      node: string,
      change: Change<PublishVolumeRequest> = {},
      { ports = array.ports, seen = sightings, clientGroup }: Standing = {},
    ) =>
      publishFileVolume({
        arrays: arraysOf(ports),
        clock,
        sightings: seen,
        note,
        ...(clientGroup === undefined ? {} : { clientGroup }),
      })({ ...publication, nodeId: nodeIdOf(node), ...change }, never),
    unpublish: (nodeId: string | undefined, { ports = array.ports, seen = sightings }: Standing = {}) =>
      unpublishFileVolume({ arrays: arraysOf(ports), clock, sightings: seen })(
        { volumeId, nodeId, credentials: undefined },
        never,
      ),
    shares: () => [...array.state.shares.values()].filter(({ tree }) => tree !== undefined),
    /** Who is on the volume's own share, with which permission. */
    acls: () =>
      [...array.state.shares.values()]
        .filter(({ tree }) => tree !== undefined)
        .flatMap(({ acls }) =>
          acls.map(({ who, permission }) => `${who.kind === 'group' ? who.name : who.kind} ${permission}`),
        ),
  };
}

export interface Standing {
  readonly ports?: FileArray;
  readonly seen?: AclSightings;
  readonly clientGroup?: string;
}

export const modes = (mode: AccessMode) => ({ capability: mount(mode) });
