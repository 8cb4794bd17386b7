import { NODE_DAEMONS, type NodeDaemon } from '@twinsite/domain';
import { linuxHost, type LinuxHost } from '@twinsite/linux-host';
import {
  simulatedLinux,
  systemSimClock,
  type Fabric,
  type MountedFile,
  type SimClock,
  type SimulatedLinux,
} from '@twinsite/linux-host/testing';
import { iscsiPorts, type IscsiPorts, type IscsiSettings } from '../iscsi-host.js';
import { iscsiTree } from './iscsi-tree.js';
import { iscsiadmProgram } from './iscsiadm-program.js';
import { dmsetupProgram, multipathdProgram, multipathProgram } from './multipath-programs.js';
import { SimIscsid } from './sim-iscsid.js';
import { DEFAULT_MULTIPATHD, SimMultipathd, type MultipathdSettings } from './sim-multipathd.js';

export interface SimulatedHostSettings {
  /** Host name; the fabric knows at which site it stands. */
  readonly name: string;
  readonly initiator: string;
  readonly fabric: Fabric;
  readonly clock?: SimClock;
  readonly multipathd?: Partial<MultipathdSettings>;
  /** What the start of a child costs. */
  readonly childMs?: number;
}

/** A Linux node with open-iscsi and multipath-tools, in memory. It outlives the adapters that work on it. */
export interface SimulatedHost extends SimulatedLinux {
  readonly name: string;
  readonly initiator: string;
  readonly iscsid: SimIscsid;
  readonly multipathd: SimMultipathd;
  /** Daemons that listen. */
  readonly daemons: Set<NodeDaemon>;
  /** The real adapters on this host; made anew, they are a restarted driver. */
  adapters(journalDirectory: string, settings?: IscsiSettings): LinuxHost & IscsiPorts;
  /** State of every path: `LOGGED_IN` sessions, `active` in their map. */
  pathStates(): readonly PathState[];
  /** The machine starts anew: its files survive, everything its kernel held is gone. */
  reboot(): void;
  /** What a finished unstage must not leave behind, as text. */
  leftovers(): readonly string[];
}

export interface PathState {
  readonly map: string;
  readonly device: string;
  readonly portal: string;
  readonly active: boolean;
  /** It carried the last read or write of its map. */
  readonly carriesIo: boolean;
  readonly session: string;
}

export type { MountedFile };

export function simulatedHost(settings: SimulatedHostSettings): SimulatedHost {
  const { name, initiator, fabric, clock = systemSimClock } = settings;
  const linux = simulatedLinux(clock, settings.childMs ?? 0);
  const multipathd = new SimMultipathd(linux, { ...DEFAULT_MULTIPATHD, ...settings.multipathd });
  const iscsid = new SimIscsid({
    host: name,
    initiator,
    fabric,
    clock,
    devices: linux.devices,
    onDisk: (event, disk) => multipathd.onDisk(event, disk),
  });
  linux.programs.set('iscsiadm', iscsiadmProgram(iscsid));
  linux.programs.set('multipathd', multipathdProgram(multipathd, iscsid));
  linux.programs.set('multipath', multipathProgram(multipathd));
  linux.programs.set('dmsetup', dmsetupProgram(multipathd));
  const daemons = new Set<NodeDaemon>(NODE_DAEMONS);
  linux.trees.push(() => iscsiTree(iscsid, { initiator, daemons }));
  return {
    ...linux,
    name,
    initiator,
    iscsid,
    multipathd,
    daemons,
    adapters: (journalDirectory, iscsi) => {
      const host = linuxHost(linux.access, { journalDirectory });
      return { ...host, ...iscsiPorts(host, iscsi) };
    },
    pathStates: () => pathStates(multipathd),
    reboot: () => reboot(linux, iscsid, multipathd),
    leftovers: () => leftovers(linux, iscsid, multipathd),
  };
}

function reboot(linux: SimulatedLinux, iscsid: SimIscsid, multipathd: SimMultipathd): void {
  linux.mounts.clear();
  for (const map of [...multipathd.maps.values()]) {
    map.openers = 0;
    multipathd.remove(map);
  }
  for (const sid of [...iscsid.sessions.keys()]) iscsid.logout(sid);
  linux.boot.count += 1;
}

function pathStates({ maps }: SimMultipathd): readonly PathState[] {
  return [...maps.values()].flatMap((map) =>
    map.paths.map((path) => {
      const { disk, active } = path;
      const { place, state } = disk.session;
      const portal = `${place.address}:${place.port}`;
      return {
        map: map.mapName,
        device: disk.name,
        portal,
        active,
        carriesIo: map.carries(path),
        session: state,
      };
    }),
  );
}

function leftovers(linux: SimulatedLinux, iscsid: SimIscsid, { maps }: SimMultipathd): readonly string[] {
  return [
    ...[...iscsid.records.keys()].map((key) => `node record ${key}`),
    ...[...iscsid.sessions.keys()].map((sid) => `session ${sid}`),
    ...[...iscsid.disks.keys()].map((disk) => `disk ${disk}`),
    ...[...maps.keys()].map((wwid) => `map ${wwid}`),
    ...linux.mounts.all().map(({ path }) => `mount ${path}`),
  ];
}
