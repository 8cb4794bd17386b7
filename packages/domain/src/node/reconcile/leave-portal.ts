import type { TargetPortal } from '../../attachment/attachment.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';
import type { IscsiSession } from '../iscsi-sessions.port.js';
import { samePlace } from './known-targets.js';
import type { ReconcileDeps } from './reconcile-deps.js';

export interface LeftPortal {
  readonly naa: Naa;
  readonly target: TargetPortal;
}

/**
 * Path out of the map, disk out of the kernel, then the session and its record if nothing hangs below it: it may carry
 * other volumes (hazard H6). What is gone already is done.
 */
export async function leavePortal(
  { ports, inventory }: Pick<ReconcileDeps, 'ports' | 'inventory'>,
  { naa, target }: LeftPortal,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const sessions = await ports.sessions.list(signal);
  if (!sessions.ok) return sessions;
  const here = sessions.value.filter(({ targetIqn: iqn, portal }) => samePlace({ iqn, portal }, target));
  const disks = await inventory.disks(signal);
  if (!disks.ok) return disks;
  const names = disks.value.filter(({ sid }) => here.some((session) => session.sid === sid));
  const paths = await ports.paths.withIdentity(naa, signal);
  if (!paths.ok) return paths;
  for (const path of paths.value.filter(({ device }) => names.some((disk) => disk.device === device))) {
    const released = await ports.mapPaths.release(naa, path, signal);
    if (!released.ok) return released;
    const removed = await ports.paths.remove(path, signal);
    if (!removed.ok) return removed;
  }
  return here.length === 0 ? ports.sessions.forget(target, signal) : logOut(ports, here, signal);
}

async function logOut(
  { sessions }: ReconcileDeps['ports'],
  here: readonly IscsiSession[],
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  for (const session of here) {
    const left = await sessions.logoutIdle(session, signal);
    if (!left.ok) return left;
  }
  return ok(undefined);
}
