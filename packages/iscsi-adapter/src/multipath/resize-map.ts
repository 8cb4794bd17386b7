import {
  failed,
  ok,
  wwidOf,
  type Bytes,
  type CancelSignal,
  type Naa,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readMap, type DmMap, type MapHost } from './dm-map.js';
import type { MultipathTimes } from './multipath-settings.js';
import { resizeMap } from './multipathd-commands.js';

/**
 * `multipathd resize map` until the kernel shows the size: its answer `ok` is no proof (it says so, and leaves the map
 * alone, while one path is smaller; seen with multipath-tools 0.9.4), and `fail` may only mean that it is busy (H10).
 */
export async function growMapTo(
  host: MapHost,
  { naa, size }: { readonly naa: Naa; readonly size: Bytes },
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<DmMap, Problem>> {
  let seen = 'there is no such map';
  const { resizeMs: timeoutMs, resizeRetryMs: pauseMs } = times;
  const pace = { clock: host.clock, timeoutMs, firstMs: pauseMs, maxMs: pauseMs };
  const found = await poll(pace, signal, async (): Promise<Result<DmMap, Problem> | undefined> => {
    const before = await readMap(host, naa, signal);
    if (!before.ok) return before;
    if (before.value === undefined) return failed(notReady(naa, seen));
    if (before.value.size === size) return ok(before.value);
    const told = await host.runner.run(resizeMap(before.value.name), signal);
    if (!told.ok) return told;
    const after = await readMap(host, naa, signal);
    if (!after.ok) return after;
    seen = `it has ${after.value?.size.toString() ?? 'no'} bytes after a resize to ${size.toString()}`;
    return after.value?.size === size ? ok(after.value) : undefined;
  });
  return found ?? failed(notReady(naa, seen));
}

const notReady = (naa: Naa, detail: string): Problem => ({
  kind: 'map-not-ready',
  wwid: wwidOf(naa),
  detail,
});
