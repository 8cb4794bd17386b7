import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { isLive } from './is-live.js';
import type { Connections } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';

export interface Survey extends Connections {
  readonly bootId: string;
}

/** One look at the whole host, so that a healthy node costs no child process and reads each disk once. */
export async function surveyNode(
  { ports, inventory }: ReconcileDeps,
  signal: CancelSignal,
): Promise<Result<Survey, Problem>> {
  const bootId = await inventory.bootId(signal);
  if (!bootId.ok) return bootId;
  const sessions = await ports.sessions.list(signal);
  if (!sessions.ok) return sessions;
  const disks = await inventory.disks(signal);
  if (!disks.ok) return disks;
  const maps = await inventory.maps(signal);
  if (!maps.ok) return maps;
  return ok({ bootId: bootId.value, sessions: sessions.value, disks: disks.value, maps: maps.value });
}

export async function liveAmong(
  { ports }: ReconcileDeps,
  records: readonly NodeRecord[],
  { bootId, maps }: Survey,
  signal: CancelSignal,
): Promise<Result<readonly NodeRecord[], Problem>> {
  const live: NodeRecord[] = [];
  for (const record of records) {
    const mounts = await ports.mounts.at(record.stagingPath, signal);
    if (!mounts.ok) return mounts;
    const mapped = maps.some(({ naa }) => naa === record.attachment.naa);
    if (isLive(record, { bootId, mounts: mounts.value, mapped })) live.push(record);
  }
  return ok(live);
}
