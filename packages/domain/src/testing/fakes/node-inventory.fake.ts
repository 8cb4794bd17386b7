import type { TargetPortal } from '../../attachment/attachment.js';
import type {
  IscsiDisk,
  KnownMap,
  NodeInventory,
  RecoveryTime,
} from '../../node/reconcile/node-inventory.port.js';
import type { TargetMemory } from '../../node/reconcile/target-memory.port.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { wwidOf, type Naa } from '../../volume/scsi-identity.js';
import { bootIdOf, type HostState } from './host-state.js';

const AS_ASKED_SECONDS = 2;

export class FakeNodeInventory implements NodeInventory {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  bootId(): Promise<Result<string, Problem>> {
    return Promise.resolve(ok(bootIdOf(this.state)));
  }

  disks(): Promise<Result<readonly IscsiDisk[], Problem>> {
    const disks = [...this.state.disks.values()];
    return Promise.resolve(
      ok(disks.map(({ path: { device, naa, state }, sid }) => ({ device, sid, naa, state }))),
    );
  }

  maps(): Promise<Result<readonly KnownMap[], Problem>> {
    const maps = [...this.state.maps].map(([naa, paths]) => ({
      naa: naa as Naa,
      paths: [...paths],
      readOnly: this.state.protectedMaps.has(naa),
    }));
    return Promise.resolve(ok(maps));
  }

  usersOf(naa: Naa): Promise<Result<readonly string[], Problem>> {
    const mounted = this.state.mounts.filter(({ deviceUuid }) => deviceUuid === `mpath-${wwidOf(naa)}`);
    return Promise.resolve(ok(mounted.map(({ path }) => path)));
  }

  recoveryTimes(): Promise<Result<readonly RecoveryTime[], Problem>> {
    const seconds = this.state.recoverySeconds ?? AS_ASKED_SECONDS;
    return Promise.resolve(ok([...this.state.sessions.keys()].map((sid) => ({ sid, seconds }))));
  }
}

export class FakeTargetMemory implements TargetMemory {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  load(): Promise<Result<readonly TargetPortal[], Problem>> {
    return Promise.resolve(ok(this.state.targets));
  }

  save(targets: readonly TargetPortal[]): Promise<Result<void, Problem>> {
    this.state.targets = targets;
    return Promise.resolve(ok(undefined));
  }
}
