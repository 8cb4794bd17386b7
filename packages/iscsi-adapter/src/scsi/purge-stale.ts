import { failed, ok, type CancelSignal, type Problem, type Result, type WantedPath } from '@twinsite/domain';
import { forceDelete } from './delete-disk.js';
import type { DiskFacts, ScsiHost } from './disk-facts.js';
import { diskHolders } from './disk-holders.js';
import { wrongDevice } from './wrong-device.js';

/** A disk at the wanted LUN that is not, or no longer, the wanted volume: taken away if nobody holds it (H1). */
export async function purgeStale(
  host: ScsiHost,
  stale: { readonly hctl: string; readonly facts: DiskFacts; readonly wanted: WantedPath },
  signal: CancelSignal,
): Promise<Result<'purged', Problem>> {
  const { hctl, facts, wanted } = stale;
  const holders = await diskHolders(host, facts.device, signal);
  if (!holders.ok) return holders;
  if (holders.value.length > 0)
    return failed(wrongDevice(wanted, facts, `, held by ${holders.value.join(', ')}`));
  const deleted = await forceDelete(host, hctl, signal);
  return deleted.ok ? ok('purged') : deleted;
}
