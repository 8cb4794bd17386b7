import type { IscsiSession } from '../../node/iscsi-sessions.port.js';
import type { MountEntry } from '../../node/mounts.port.js';
import type { NodeRecord } from '../../node/node-journal.port.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import type { FakeDisk, FakeFabric } from './fabric.fake.js';

export interface FakeScsiDisk {
  readonly path: ScsiPath;
  readonly sid: number;
  readonly disk: FakeDisk;
}

/** What one in-memory host holds: kernel, mount table and journal, all of which outlive the driver's process. */
export interface HostState {
  readonly iqn: string;
  readonly fabric: FakeFabric;
  readonly sessions: Map<number, IscsiSession>;
  readonly disks: Map<string, FakeScsiDisk>;
  /** Kernel names of the paths by identity. */
  readonly maps: Map<string, Set<string>>;
  readonly mounts: MountEntry[];
  readonly journal: Map<string, NodeRecord>;
  counter: number;
}

export function hostState(fabric: FakeFabric, iqn: string): HostState {
  return {
    iqn,
    fabric,
    sessions: new Map(),
    disks: new Map(),
    maps: new Map(),
    mounts: [],
    journal: new Map(),
    counter: 0,
  };
}

/** The disk behind `/dev/mapper/3<naa>`, through any path of the map. */
export function diskOfMap(state: HostState, device: string): FakeDisk | undefined {
  const naa = device.replace('/dev/mapper/3', '');
  const [first] = state.maps.get(naa) ?? [];
  return first === undefined ? undefined : state.disks.get(first)?.disk;
}

/** Everything a finished unstage must not leave behind, as text. */
export function leftoversOf(state: HostState): readonly string[] {
  return [
    ...[...state.sessions.values()].map(({ sid }) => `session ${sid}`),
    ...[...state.disks.keys()].map((device) => `disk ${device}`),
    ...[...state.maps.keys()].map((naa) => `map 3${naa}`),
    ...state.mounts.map(({ path }) => `mount ${path}`),
    ...[...state.journal.keys()].map((volume) => `journal ${volume}`),
  ];
}
