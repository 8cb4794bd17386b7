import {
  failed,
  formatPortal,
  ok,
  wwidOf,
  type CancelSignal,
  type Problem,
  type Result,
  type ScsiPath,
  type WantedPath,
} from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { hostOf, readSession } from '../session/sysfs-sessions.js';
import { forceDelete } from './delete-disk.js';
import { readDisk, type DiskFacts, type ScsiHost } from './disk-facts.js';
import { findLun, scsiDevice } from './find-lun.js';
import { purgeStale } from './purge-stale.js';
import { wrongDevice } from './wrong-device.js';

export interface ScanTimes {
  /** How long a LUN may take to appear and to show its identity. */
  readonly appearMs: number;
  /** When the scan is repeated, counted from the first one. */
  readonly rescanAtMs: readonly number[];
}

export const DEFAULT_SCAN_TIMES: ScanTimes = { appearMs: 15_000, rescanAtMs: [1000, 4000, 9000] };

/** Makes one LUN appear and proves that it is the wanted volume. Only this LUN is ever scanned. */
export async function bringUpLun(
  host: ScsiHost,
  wanted: WantedPath,
  times: ScanTimes,
  signal: CancelSignal,
): Promise<Result<ScsiPath, Problem>> {
  const usable = await sessionUsable(host, wanted, signal);
  if (!usable.ok) return usable;
  const known = await findLun(host.files, lunOf(wanted), signal);
  if (!known.ok) return known;
  if (known.value?.device === undefined) return appear(host, wanted, { times, isNew: true }, signal);
  const { hctl, device } = known.value;
  const cleared = await clearStale(host, wanted, { hctl, device }, signal);
  if (!cleared.ok) return cleared;
  return appear(host, wanted, { times, isNew: cleared.value === 'purged' }, signal);
}

async function sessionUsable(
  host: ScsiHost,
  { session }: WantedPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const current = await readSession(host.files, session.sid, signal);
  if (!current.ok) return current;
  const state = current.value?.state ?? 'gone';
  if (state === 'logged-in') return ok(undefined);
  const detail = `session ${session.sid} to ${formatPortal(session.portal)} is ${state}; repeat the call`;
  return failed({ kind: 'pending', operation: 'scan of the iSCSI session', detail });
}

/**
 * The kernel remembers the identity from the first scan. A disk that shows the wanted one is read anew, since its LUN
 * number may have been given to another volume meanwhile; a disk of another volume is never taken over, since what
 * stands on top of it still means the other one (hazard H1).
 */
async function clearStale(
  host: ScsiHost,
  wanted: WantedPath,
  { hctl, device }: { readonly hctl: string; readonly device: string },
  signal: CancelSignal,
): Promise<Result<'kept' | 'purged', Problem>> {
  const isStale = (facts: DiskFacts | undefined): facts is DiskFacts =>
    facts?.naa !== undefined && facts.naa !== wanted.naa;
  const before = await readDisk(host, device, signal);
  if (!before.ok) return before;
  if (isStale(before.value)) return purgeStale(host, { hctl, facts: before.value, wanted }, signal);
  const rescanned = await host.files.writeAttribute(`${scsiDevice(hctl)}/rescan`, '1', signal);
  if (!rescanned.ok) return rescanned;
  const after = await readDisk(host, device, signal);
  if (!after.ok) return after;
  return isStale(after.value) ? purgeStale(host, { hctl, facts: after.value, wanted }, signal) : ok('kept');
}

async function appear(
  host: ScsiHost,
  wanted: WantedPath,
  { times, isNew }: { readonly times: ScanTimes; readonly isNew: boolean },
  signal: CancelSignal,
): Promise<Result<ScsiPath, Problem>> {
  const scsiHost = await hostOf(host.files, wanted.session.sid, signal);
  if (!scsiHost.ok) return scsiHost;
  const scans = [0, ...times.rescanAtMs];
  let last: DiskFacts | undefined;
  const pace = { clock: host.clock, timeoutMs: times.appearMs };
  const found = await poll(pace, signal, async (elapsed): Promise<Result<ScsiPath, Problem> | undefined> => {
    if (scans[0] !== undefined && elapsed >= scans[0]) {
      scans.shift();
      const scanned = await scan(host, scsiHost.value, wanted.lun, signal);
      if (!scanned.ok) return scanned;
    }
    const lun = await findLun(host.files, lunOf(wanted), signal);
    if (!lun.ok || lun.value?.device === undefined) return lun.ok ? undefined : lun;
    const facts = await readDisk(host, lun.value.device, signal);
    if (!facts.ok) return facts;
    last = facts.value;
    return last !== undefined && isReady(last)
      ? prove(host, wanted, { hctl: lun.value.hctl, facts: last, isNew }, signal)
      : undefined;
  });
  return found ?? failed(notThere(wanted, last));
}

async function scan(
  host: ScsiHost,
  scsiHost: number | undefined,
  lun: number,
  signal: CancelSignal,
): Promise<Result<'written' | 'missing', Problem>> {
  if (scsiHost === undefined) return ok('missing');
  return host.files.writeAttribute(`/sys/class/scsi_host/host${scsiHost}/scan`, `0 0 ${lun}`, signal);
}

const lunOf = ({ session, lun }: WantedPath): { readonly sid: number; readonly lun: number } => ({
  sid: session.sid,
  lun,
});

const isReady = (facts: DiskFacts): boolean =>
  facts.naa !== undefined && facts.size !== undefined && facts.size > 0n && facts.state === 'running';

/**
 * A disk that this very scan brought up and that is not the volume is taken away again, whatever udev has put on top
 * of it since: nobody asked for it, and a refusal leaves nothing behind. One that was there before stays if it is held.
 */
async function prove(
  host: ScsiHost,
  wanted: WantedPath,
  { hctl, facts, isNew }: { readonly hctl: string; readonly facts: DiskFacts; readonly isNew: boolean },
  signal: CancelSignal,
): Promise<Result<ScsiPath, Problem>> {
  const { naa, size } = facts;
  // It may have grown since the controller wrote its size down; no volume shrinks.
  if (naa === wanted.naa && size !== undefined && size >= wanted.size)
    return ok({ ...facts, hctl, naa, size });
  const removed = await (isNew
    ? forceDelete(host, hctl, signal)
    : purgeStale(host, { hctl, facts, wanted }, signal));
  return removed.ok ? failed(wrongDevice(wanted, facts)) : removed;
}

function notThere(wanted: WantedPath, last: DiskFacts | undefined): Problem {
  const where = `LUN ${wanted.lun} at ${formatPortal(wanted.session.portal)}`;
  const detail =
    last === undefined
      ? `${where} does not appear; check that the gateway maps it to this initiator`
      : `${where} came up as ${last.device} but is ${last.state} and shows ${last.naa ?? 'no identity'}`;
  return { kind: 'map-not-ready', wwid: wwidOf(wanted.naa), detail };
}
