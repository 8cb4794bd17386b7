import { parsePortal } from '@twinsite/domain';
import {
  faultCode,
  type BlockDeviceTable,
  type Fabric,
  type FabricSession,
  type SimClock,
} from '@twinsite/linux-host/testing';
import { deadline } from './deadline-signal.js';
import { SimScsiDisk } from './sim-scsi-disk.js';
import { SimSession, type SessionTimes } from './sim-session.js';

export interface NodeRecordKey {
  readonly iqn: string;
  readonly portal: string;
}

export interface IscsidParts {
  readonly host: string;
  readonly initiator: string;
  readonly fabric: Fabric;
  readonly clock: SimClock;
  readonly devices: BlockDeviceTable;
  /** Uevents. */
  readonly onDisk: (event: 'added' | 'removed', disk: SimScsiDisk) => void;
}

/** Settings of a record as iscsid.conf of Debian has them. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['node.startup', 'manual'],
  ['node.leading_login', 'No'],
  ['node.session.scan', 'auto'],
  ['node.session.initial_login_retry_max', '8'],
  ['node.conn[0].timeo.login_timeout', '15'],
  ['node.conn[0].timeo.noop_out_interval', '5'],
  ['node.conn[0].timeo.noop_out_timeout', '5'],
  ['node.session.timeo.replacement_timeout', '120'],
];

const SD_MINORS = 16;
const RETRY_MS = 1000;

/** Node records, sessions and their disks: what iscsid and the kernel's iSCSI and SCSI layers hold. */
export class SimIscsid {
  readonly records = new Map<string, Map<string, string>>();
  readonly sessions = new Map<number, SimSession>();
  readonly disks = new Map<string, SimScsiDisk>();
  private readonly parts: IscsidParts;
  private lastSid = 0;

  constructor(parts: IscsidParts) {
    this.parts = parts;
  }

  createRecord(key: NodeRecordKey): void {
    this.records.set(keyText(key), new Map(DEFAULTS));
  }

  sessionTo({ iqn, portal }: NodeRecordKey): SimSession | undefined {
    const wanted = parsePortal(portal);
    return [...this.sessions.values()].find(
      ({ place }) =>
        place.targetIqn === iqn && place.address === wanted?.address && Number(place.port) === wanted.port,
    );
  }

  /** iscsiadm's exit code. */
  async login(key: NodeRecordKey, record: ReadonlyMap<string, string>, signal: AbortSignal): Promise<number> {
    const portal = parsePortal(key.portal);
    if (portal === undefined) return 7;
    if (this.sessionTo(key) !== undefined) return 15;
    const times = timesOf(record);
    const limit = deadline(this.parts.clock, times.loginMs, signal);
    try {
      const first = await this.connectInTime(key, limit.signal);
      this.lastSid += 1;
      const place = {
        sid: this.lastSid,
        targetIqn: key.iqn,
        address: portal.address,
        port: String(portal.port),
      };
      const connect = (again: AbortSignal): Promise<FabricSession> => this.connect(key, again);
      const session = new SimSession(place, first, { clock: this.parts.clock, times, connect });
      this.sessions.set(place.sid, session);
      if (record.get('node.session.scan') === 'auto') await this.scanAll(session, signal);
      return 0;
    } catch (error) {
      return exitOf(error);
    } finally {
      limit.end();
    }
  }

  /** iscsiadm's exit code. */
  logout(sid: number): number {
    const session = this.sessions.get(sid);
    if (session === undefined) return 22;
    for (const disk of this.disksOf(session)) this.removeDisk(disk);
    session.close();
    this.sessions.delete(sid);
    return 0;
  }

  disksOf(session: SimSession): readonly SimScsiDisk[] {
    return [...this.disks.values()].filter((disk) => disk.session === session);
  }

  /** Looks at one LUN, as a write to the host's `scan` does. A LUN that is not mapped is no error. */
  async scan(session: SimSession, lun: number, signal: AbortSignal): Promise<void> {
    if (this.disksOf(session).some((disk) => disk.lun === lun)) return;
    const seen = await session
      .execute((link, both) => link.inquiry(lun, both), signal)
      .catch(() => undefined);
    if (seen === undefined) return;
    const taken = new Set([...this.disks.values()].map(({ majorMinor }) => majorMinor));
    let index = 0;
    while (taken.has(`8:${index * SD_MINORS}`)) index += 1;
    const disk = new SimScsiDisk(session, lun, { name: diskName(index), minor: index * SD_MINORS }, seen);
    this.disks.set(disk.name, disk);
    this.parts.devices.add(disk);
    this.parts.onDisk('added', disk);
  }

  removeDisk(disk: SimScsiDisk): void {
    this.disks.delete(disk.name);
    this.parts.devices.remove(disk.name);
    this.parts.onDisk('removed', disk);
  }

  private async scanAll(session: SimSession, signal: AbortSignal): Promise<void> {
    const luns = await session.execute((link, both) => link.reportLuns(both), signal);
    for (const lun of luns) await this.scan(session, lun, signal);
  }

  /** A refused connection is tried again until the login timeout has passed, as iscsid does. */
  private async connectInTime(key: NodeRecordKey, signal: AbortSignal): Promise<FabricSession> {
    for (;;) {
      try {
        return await this.connect(key, signal);
      } catch (error) {
        if (faultCode(error) !== 'refused' || signal.aborted) throw error;
        await new Promise<void>((resolve) => this.parts.clock.after(RETRY_MS, resolve));
      }
    }
  }

  private connect({ iqn, portal }: NodeRecordKey, signal: AbortSignal): Promise<FabricSession> {
    const { host, initiator, fabric } = this.parts;
    return fabric.login({ host, initiator, targetIqn: iqn, portal }, signal);
  }
}

export const keyText = ({ iqn, portal }: NodeRecordKey): string => `${iqn} ${portal}`;

const diskName = (index: number): string =>
  index < 26 ? `sd${letter(index)}` : `sd${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
const letter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index);

function timesOf(record: ReadonlyMap<string, string>): SessionTimes {
  const ms = (name: string): number => Number(record.get(name) ?? '0') * 1000;
  return {
    loginMs: ms('node.conn[0].timeo.login_timeout'),
    noopIntervalMs: ms('node.conn[0].timeo.noop_out_interval'),
    noopTimeoutMs: ms('node.conn[0].timeo.noop_out_timeout'),
    replacementMs: ms('node.session.timeo.replacement_timeout'),
  };
}

/** open-iscsi include/iscsi_err.h */
function exitOf(error: unknown): number {
  const code = faultCode(error);
  if (code === 'not-authorised') return 24;
  return code === 'no-target' ? 19 : 8;
}
