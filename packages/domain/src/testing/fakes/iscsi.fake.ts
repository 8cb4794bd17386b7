import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal, samePortal } from '../../attachment/portal.js';
import type { IscsiSession, IscsiSessions, SessionTimers } from '../../node/iscsi-sessions.port.js';
import type { ScsiPath, ScsiPaths, WantedPath } from '../../node/scsi-paths.port.js';
import type { Bytes } from '../../shared/bytes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';
import type { FakeScsiDisk, HostState } from './host-state.js';

export class FakeIscsiSessions implements IscsiSessions {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  list(): Promise<Result<readonly IscsiSession[], Problem>> {
    return Promise.resolve(ok([...this.state.sessions.values()]));
  }

  login({ iqn, portal }: TargetPortal, timers: SessionTimers): Promise<Result<IscsiSession, Problem>> {
    const existing = [...this.state.sessions.values()].find(
      (session) => session.targetIqn === iqn && samePortal(session.portal, portal),
    );
    if (existing !== undefined) return Promise.resolve(ok(existing));
    if (this.state.fabric.at(portal)?.reachable !== true) {
      return Promise.resolve(
        failed({
          kind: 'tool-hung',
          tool: `iscsiadm login to ${formatPortal(portal)}`,
          afterMs: timers.loginTimeoutMs,
          stuck: false,
        }),
      );
    }
    this.state.counter += 1;
    const session: IscsiSession = { sid: this.state.counter, targetIqn: iqn, portal, state: 'logged-in' };
    this.state.sessions.set(session.sid, session);
    return Promise.resolve(ok(session));
  }

  logoutIdle({ sid }: IscsiSession): Promise<Result<'logged-out' | 'in-use', Problem>> {
    const used = [...this.state.disks.values()].some((disk) => disk.sid === sid);
    if (!used) this.state.sessions.delete(sid);
    return Promise.resolve(ok(used ? 'in-use' : 'logged-out'));
  }

  /** The fake has no records beside its sessions. */
  forget(): Promise<Result<void, Problem>> {
    return Promise.resolve(ok(undefined));
  }

  initiator(): Promise<Result<string, Problem>> {
    return Promise.resolve(ok(this.state.iqn));
  }
}

export class FakeScsiPaths implements ScsiPaths {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  attach({ session, lun, naa, size }: WantedPath): Promise<Result<ScsiPath, Problem>> {
    if (!this.state.sessions.has(session.sid)) {
      const operation = `attach of LUN ${lun}`;
      return Promise.resolve(
        failed({ kind: 'pending', operation, detail: `session ${session.sid} has gone` }),
      );
    }
    const disk = this.state.fabric.at(session.portal)?.luns.get(lun);
    if (disk === undefined) {
      return Promise.resolve(
        failed({ kind: 'map-not-ready', wwid: naa, detail: `LUN ${lun} does not appear` }),
      );
    }
    if (disk.naa !== naa || disk.size < size) {
      const found = `${disk.naa}, ${disk.size.toString()} bytes`;
      const expected = `${naa}, ${size.toString()} bytes`;
      return Promise.resolve(
        failed({ kind: 'wrong-device', device: `session ${session.sid} LUN ${lun}`, expected, found }),
      );
    }
    const known = [...this.state.disks.values()].find(
      (entry) => entry.sid === session.sid && entry.path.hctl.endsWith(`:${lun}`),
    );
    if (known !== undefined) return Promise.resolve(ok(this.see(known)));
    this.state.counter += 1;
    const path: ScsiPath = {
      device: `sd${this.state.counter}`,
      hctl: `${session.sid}:0:0:${lun}`,
      naa,
      size: disk.size,
      state: 'running',
    };
    this.state.disks.set(path.device, { path, sid: session.sid, disk });
    return Promise.resolve(ok(path));
  }

  rescan({ device, naa }: ScsiPath, size: Bytes): Promise<Result<ScsiPath, Problem>> {
    const known = this.state.disks.get(device);
    const portal = known === undefined ? undefined : this.state.sessions.get(known.sid)?.portal;
    const isThere = portal !== undefined && this.state.fabric.at(portal)?.reachable === true;
    const detail = `${device} has no ${size.toString()} bytes yet, or does not answer`;
    const lack: Problem = { kind: 'map-not-ready', wwid: `3${naa}`, detail };
    if (known === undefined || !isThere || known.disk.size < size) return Promise.resolve(failed(lack));
    return Promise.resolve(ok(this.see(known)));
  }

  /** The kernel remembers the size from its last look. */
  private see(known: FakeScsiDisk): ScsiPath {
    const path = { ...known.path, size: known.disk.size };
    this.state.disks.set(path.device, { ...known, path });
    return path;
  }

  withIdentity(naa: Naa): Promise<Result<readonly ScsiPath[], Problem>> {
    return Promise.resolve(
      ok([...this.state.disks.values()].map(({ path }) => path).filter((path) => path.naa === naa)),
    );
  }

  remove({ device, naa }: ScsiPath): Promise<Result<void, Problem>> {
    if (this.state.maps.get(naa)?.has(device) === true) {
      return Promise.resolve(failed({ kind: 'device-busy', device: `/dev/${device}`, holders: ['its map'] }));
    }
    this.state.disks.delete(device);
    return Promise.resolve(ok(undefined));
  }
}
