import { failed, ok, wwidOf, type CancelSignal, type Naa, type Problem, type Result } from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readMap, type DmMap, type MapHost } from './dm-map.js';
import { holdersOf, openCount } from './map-users.js';
import type { MultipathTimes } from './multipath-settings.js';

/** udev opens a map for a moment after every change of it; a mount or a device on top stays until somebody acts. */
export async function untilFree(
  host: MapHost,
  map: DmMap,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  let open: readonly string[] = [];
  const patience = { clock: host.clock, timeoutMs: times.removeAttempts * times.removeRetryMs };
  const found = await poll(
    patience,
    signal,
    async (): Promise<Result<readonly string[], Problem> | undefined> => {
      const holders = await holdersOf(host, map, signal);
      if (!holders.ok || holders.value.length > 0) return holders;
      const count = await openCount(host, map, signal);
      if (!count.ok) return count;
      open = [`${count.value} open file descriptors`];
      return count.value === 0 ? ok([]) : undefined;
    },
  );
  if (found?.ok === false) return found;
  const holders = found?.value ?? open;
  if (holders.length === 0) return ok(undefined);
  return failed({ kind: 'device-busy', device: `/dev/mapper/${map.name}`, holders });
}

/** As {@link untilFree} by identity: who is still there is only waited for, nobody has to act. */
export async function untilUnused(
  host: MapHost,
  naa: Naa,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const map = await readMap(host, naa, signal);
  if (!map.ok) return map;
  if (map.value === undefined) {
    return failed({ kind: 'map-not-ready', wwid: wwidOf(naa), detail: 'there is no such map' });
  }
  const free = await untilFree(host, map.value, times, signal);
  if (free.ok || free.problem.kind !== 'device-busy') return free;
  const { device, holders } = free.problem;
  const detail = `${device} is still in use (${holders.join(', ')}); repeat the call`;
  return failed({ kind: 'pending', operation: 'format', detail });
}
