import type {
  IscsiSessions,
  MapPaths,
  MultipathMaps,
  NodeInventory,
  NodeServices,
  ScsiPaths,
} from '@twinsite/domain';
import type { LinuxHost } from '@twinsite/linux-host';
import { SysfsNodeInventory } from './inventory/sysfs-node-inventory.js';
import { LinuxMultipathMaps } from './multipath/linux-multipath-maps.js';
import { DEFAULT_MULTIPATH_TIMES, type MultipathTimes } from './multipath/multipath-settings.js';
import { LinuxMapPaths } from './multipath/release-path.js';
import { DEFAULT_SCAN_TIMES, type ScanTimes } from './scsi/bring-up-lun.js';
import { SysfsScsiPaths } from './scsi/sysfs-scsi-paths.js';
import { ProcNodeServices } from './services/proc-node-services.js';
import { OpenIscsiSessions } from './session/open-iscsi-sessions.js';
import { SessionGate } from './session/session-gate.js';

export interface IscsiSettings {
  readonly scanTimes?: ScanTimes;
  readonly multipathTimes?: MultipathTimes;
}

export interface IscsiPorts {
  readonly sessions: IscsiSessions;
  readonly paths: ScsiPaths;
  readonly maps: MultipathMaps;
  readonly mapPaths: MapPaths;
  readonly inventory: NodeInventory;
  readonly services: NodeServices;
}

/** Sessions and disks share a gate: a session is not logged out while one of its LUNs is being brought up. */
export function iscsiPorts(host: LinuxHost, settings: IscsiSettings = {}): IscsiPorts {
  const gate = new SessionGate();
  const times = settings.multipathTimes ?? DEFAULT_MULTIPATH_TIMES;
  return {
    sessions: new OpenIscsiSessions(host, gate),
    paths: new SysfsScsiPaths(host, gate, settings.scanTimes ?? DEFAULT_SCAN_TIMES),
    maps: new LinuxMultipathMaps(host, times),
    mapPaths: new LinuxMapPaths(host, times),
    inventory: new SysfsNodeInventory(host),
    services: new ProcNodeServices(host.files),
  };
}
