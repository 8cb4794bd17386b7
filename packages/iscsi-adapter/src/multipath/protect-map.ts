import {
  failed,
  ok,
  wwidOf,
  type CancelSignal,
  type MapAccess,
  type Naa,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { runExpectingZero, type Command } from '@twinsite/linux-host';
import { readMap, type MapHost } from './dm-map.js';

const SET_MS = 10_000;

/**
 * BLKROSET on the map. It outlives every reload by multipathd (paths added and removed, reconfigure; seen with
 * multipath-tools 0.9.4 on Linux 6.1), unlike a table that is loaded read-only, which the next reload replaces by a
 * writable one (docs/adr/0013).
 */
export async function setMapAccess(
  host: MapHost,
  { naa, access }: { readonly naa: Naa; readonly access: MapAccess },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const isReadOnly = access === 'read-only';
  const map = await readMap(host, naa, signal);
  if (!map.ok) return map;
  if (map.value === undefined) return failed(notReady(naa, 'there is no such map'));
  if (map.value.readOnly === isReadOnly) return ok(undefined);
  const device = `/dev/mapper/${map.value.name}`;
  const option = isReadOnly ? '--setro' : '--setrw';
  const command: Command = { tool: 'blockdev', args: [option, device], deadlineMs: SET_MS };
  const set = await runExpectingZero(host.runner, command, signal);
  if (!set.ok) return set;
  const after = await readMap(host, naa, signal);
  if (!after.ok) return after;
  if (after.value?.readOnly === isReadOnly) return ok(undefined);
  return failed(notReady(naa, `the kernel does not call it ${access} after blockdev ${option}`));
}

const notReady = (naa: Naa, detail: string): Problem => ({
  kind: 'map-not-ready',
  wwid: wwidOf(naa),
  detail,
});
