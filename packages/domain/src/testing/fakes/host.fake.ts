import type { NodePorts } from '../../node/node-ports.js';
import { FakeDiskContents, FakeFilesystems, FakeMultipathMaps } from './disks.fake.js';
import type { FakeFabric } from './fabric.fake.js';
import { hostState, leftoversOf, reboot, type HostState } from './host-state.js';
import { FakeIscsiSessions, FakeScsiPaths } from './iscsi.fake.js';
import { FakeMapPaths } from './map-paths.fake.js';
import { FakeMounts, FakeNodeJournal } from './mounts.fake.js';
import { FakeNodeInventory, FakeTargetMemory } from './node-inventory.fake.js';

/** An in-memory node. `ports` can be made anew, as a restarted driver would: the state stays. */
export class FakeHost {
  readonly state: HostState;

  constructor(fabric: FakeFabric, iqn = 'iqn.2026-01.lab:node-1') {
    this.state = hostState(fabric, iqn);
  }

  get ports(): NodePorts {
    return {
      sessions: new FakeIscsiSessions(this.state),
      paths: new FakeScsiPaths(this.state),
      maps: new FakeMultipathMaps(this.state),
      mapPaths: new FakeMapPaths(this.state),
      disks: new FakeDiskContents(this.state),
      filesystems: new FakeFilesystems(this.state),
      mounts: new FakeMounts(this.state),
      journal: new FakeNodeJournal(this.state),
      timers: { loginTimeoutMs: 5000, noopIntervalMs: 1000, noopTimeoutMs: 1000, replacementTimeoutMs: 2000 },
    };
  }

  get inventory(): FakeNodeInventory {
    return new FakeNodeInventory(this.state);
  }

  get memory(): FakeTargetMemory {
    return new FakeTargetMemory(this.state);
  }

  reboot(): void {
    reboot(this.state);
  }

  leftovers(): readonly string[] {
    return leftoversOf(this.state);
  }
}
