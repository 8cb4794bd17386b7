import type { TargetPortal } from '../../attachment/attachment.js';
import type { IscsiSession } from '../../node/iscsi-sessions.port.js';
import type { MountEntry } from '../../node/mounts.port.js';
import type { NodeRecord } from '../../node/node-journal.port.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import type { Bytes } from '../../shared/bytes.js';
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
  /** Identities of the maps that refuse writes. */
  readonly protectedMaps: Set<string>;
  /** Sizes of the maps: a map does not grow with its paths by itself. */
  readonly mapSizes: Map<string, Bytes>;
  readonly mounts: MountEntry[];
  readonly journal: Map<string, NodeRecord>;
  /** Portals the driver remembers to have logged in to. */
  targets: readonly TargetPortal[];
  /** Counts the starts of the machine. */
  boot: number;
  /** What the kernel holds a failed session back for; undefined: as the driver asked. Unit: s. */
  recoverySeconds: number | undefined;
  counter: number;
}

export function hostState(fabric: FakeFabric, iqn: string): HostState {
  return {
    iqn,
    fabric,
    sessions: new Map(),
    disks: new Map(),
    maps: new Map(),
    protectedMaps: new Set(),
    mapSizes: new Map(),
    mounts: [],
    journal: new Map(),
    targets: [],
    boot: 1,
    recoverySeconds: undefined,
    counter: 0,
  };
}

/** The machine starts anew: disks and files survive, everything the kernel held is gone. */
export function reboot(state: HostState): void {
  for (const held of [state.sessions, state.disks, state.maps]) held.clear();
  state.mounts.length = 0;
  state.boot += 1;
}

export const bootIdOf = ({ boot }: HostState): string => `boot-${boot}`;

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
