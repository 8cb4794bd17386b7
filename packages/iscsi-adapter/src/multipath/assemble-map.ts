import {
  failed,
  ok,
  wwidOf,
  type CancelSignal,
  type MultipathMap,
  type Naa,
  type Problem,
  type Result,
  type ScsiPath,
} from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readDisk } from '../scsi/disk-facts.js';
import { hctlOf, lunOf } from '../scsi/hctl.js';
import { isNamed, readMap, usablePaths, type DmMap, type MapHost } from './dm-map.js';
import type { MultipathTimes } from './multipath-settings.js';
import { addMap, addPath, resizeMap } from './multipathd-commands.js';

interface Wanted {
  readonly naa: Naa;
  readonly paths: readonly ScsiPath[];
}

/** The map, or why it is not ready yet. */
type Reading = { readonly map: MultipathMap } | { readonly lack: string };

/** sysfs is cheap to read, and a stage waits for this. */
const MAX_PAUSE_MS = 200;

/** Waits for multipathd to make the map of the proved paths, helps it along, and proves the map in turn. */
export async function assembleMap(
  host: MapHost,
  wanted: Wanted,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<MultipathMap, Problem>> {
  const tell = [...times.tellAfterMs];
  let lack = 'multipathd has made no map';
  const pace = { clock: host.clock, timeoutMs: times.assembleMs, maxMs: MAX_PAUSE_MS };
  const found = await poll(
    pace,
    signal,
    async (elapsed): Promise<Result<MultipathMap, Problem> | undefined> => {
      if (tell[0] !== undefined && elapsed >= tell[0]) {
        tell.shift();
        const told = await tellMultipathd(host, wanted, signal);
        if (!told.ok) return told;
      }
      const reading = await readProved(host, wanted, { allPaths: elapsed < times.allPathsMs }, signal);
      if (!reading.ok) return reading;
      if ('map' in reading.value) return ok(reading.value.map);
      ({ lack } = reading.value);
      return undefined;
    },
  );
  if (found !== undefined) return found;
  if (signal.aborted) return failed({ kind: 'cancelled', operation: 'assembly of the multipath map' });
  return failed({ kind: 'map-not-ready', wwid: wwidOf(wanted.naa), detail: lack });
}

async function readProved(
  host: MapHost,
  wanted: Wanted,
  { allPaths }: { readonly allPaths: boolean },
  signal: CancelSignal,
): Promise<Result<Reading, Problem>> {
  const found = await readMap(host, wanted.naa, signal);
  if (!found.ok) return found;
  const map = found.value;
  if (map === undefined) return ok({ lack: 'multipathd has made no map' });
  const foreign = await foreignSlave(host, wanted, map, signal);
  if (!foreign.ok) return foreign;
  if (foreign.value !== undefined) return failed(foreign.value);
  const lack = shortcoming(wanted, map, allPaths);
  if (lack !== undefined) return ok({ lack });
  const named = await isNamed(host, map, signal);
  if (!named.ok) return named;
  if (!named.value) return ok({ lack: `/dev/mapper/${map.name} does not point to ${map.kernelName} yet` });
  const usable = await usablePaths(host, map.name, signal);
  if (!usable.ok) return usable;
  if (usable.value === 0) return ok({ lack: `no path of ${map.name} is usable` });
  return ok({ map: portMap(wanted.naa, map, usable.value) });
}

/** What sysfs alone says against using the map now. */
function shortcoming({ paths }: Wanted, map: DmMap, allPaths: boolean): string | undefined {
  const [first] = paths;
  if (first !== undefined && map.size !== first.size) {
    return `${map.name} has ${map.size.toString()} bytes, its paths ${first.size.toString()}`;
  }
  if (map.suspended) return `${map.name} is suspended`;
  const missing = paths.filter(({ device }) => !map.slaves.includes(device)).map(({ device }) => device);
  return allPaths && missing.length > 0 ? `${map.name} lacks ${missing.join(', ')}` : undefined;
}

export const portMap = (naa: Naa, map: DmMap, usable: number): MultipathMap => ({
  naa,
  devicePath: `/dev/mapper/${map.name}`,
  size: map.size,
  paths: map.slaves,
  usablePaths: usable,
  readOnly: map.readOnly,
});

/**
 * Two volumes merged into one map, or a disk that changed under it, is the worst that can happen (hazard H2). A path
 * that has come late shows the identity at the same LUN number; at another one it is another volume, whatever it shows.
 */
async function foreignSlave(
  host: MapHost,
  { naa, paths }: Wanted,
  map: DmMap,
  signal: CancelSignal,
): Promise<Result<Problem | undefined, Problem>> {
  const luns = new Set(paths.map(({ hctl }) => lunOf(hctl)));
  for (const device of map.slaves.filter((slave) => !paths.some((path) => path.device === slave))) {
    const facts = await readDisk(host, device, signal);
    if (!facts.ok) return facts;
    if (facts.value === undefined) continue;
    const hctl = await hctlOf(host.files, device, signal);
    if (!hctl.ok) return hctl;
    const isLate = facts.value.naa === naa && (hctl.value === undefined || luns.has(lunOf(hctl.value)));
    if (isLate) continue;
    const identity = facts.value.naa === undefined ? 'no NAA identity' : `naa.${facts.value.naa}`;
    return ok({
      kind: 'wrong-device',
      device: `${device} in map ${map.name}`,
      expected: `naa.${naa} at LUN ${[...luns].join(', ')}`,
      found: `${identity} at LUN ${hctl.value === undefined ? 'unknown' : lunOf(hctl.value)}`,
    });
  }
  return ok(undefined);
}

/** What multipathd has not seen by itself (uevents that were lost, or came before it started) it is told. */
async function tellMultipathd(
  host: MapHost,
  wanted: Wanted,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const map = await readMap(host, wanted.naa, signal);
  if (!map.ok) return map;
  for (const { device } of wanted.paths.filter((path) => map.value?.slaves.includes(path.device) !== true)) {
    const added = await host.runner.run(addPath(device), signal);
    if (!added.ok) return added;
  }
  if (map.value !== undefined) return growIfSmaller(host, wanted, map.value, signal);
  const made = await host.runner.run(addMap(wanted.naa), signal);
  return made.ok ? ok(undefined) : made;
}

/** A map that an earlier, unfinished stage left, from before the volume was expanded. */
async function growIfSmaller(
  host: MapHost,
  { paths }: Wanted,
  { name, size }: DmMap,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const haveGrown = paths.every((path) => path.size > size && path.size === paths[0]?.size);
  if (!haveGrown) return ok(undefined);
  const grown = await host.runner.run(resizeMap(name), signal);
  return grown.ok ? ok(undefined) : grown;
}
