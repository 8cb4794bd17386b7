import { failed, ok, type CancelSignal, type Naa, type Problem, type Result } from '@twinsite/domain';
import { runExpectingZero, unexpectedExit, type Command } from '@twinsite/linux-host';
import { readMap, usablePaths, type DmMap, type MapHost } from './dm-map.js';
import type { MultipathTimes } from './multipath-settings.js';
import { disableQueueing, removeMap } from './multipathd-commands.js';
import { untilFree } from './until-free.js';

const DM_MS = 10_000;

/** Flush, then remove, then look whether it is gone. Nothing is forced; what is gone already is done (hazard H28). */
export async function takeMapDown(
  host: MapHost,
  naa: Naa,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const map = await readMap(host, naa, signal);
  if (!map.ok || map.value === undefined) return map.ok ? ok(undefined) : map;
  const free = await untilFree(host, map.value, times, signal);
  if (!free.ok) return free;
  const emptied = await flush(host, map.value, times, signal);
  return emptied.ok ? removeUntilGone(host, naa, times, signal) : emptied;
}

/**
 * Without a usable path a flush would wait for ever, or for `no_path_retry`: queueing is switched off, so that what is
 * stuck in the map fails. That data had no way left to go. The kernel's own node is flushed: the name below /dev/mapper
 * is made by udev and may be late.
 */
async function flush(
  host: MapHost,
  { name, kernelName }: DmMap,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const usable = await usablePaths(host, name, signal);
  if (!usable.ok) return usable;
  const command: Command =
    usable.value === 0
      ? disableQueueing(name)
      : {
          tool: 'blockdev',
          args: ['--flushbufs', `/dev/${kernelName}`],
          deadlineMs: times.flushMs,
          label: `flush of /dev/mapper/${name}`,
        };
  const done = await runExpectingZero(host.runner, command, signal);
  return done.ok ? ok(undefined) : done;
}

/** udev may still be reading the map after the unmount: a few attempts. sysfs says whether one helped. */
async function removeUntilGone(
  host: MapHost,
  naa: Naa,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  for (let attempt = 1; ; attempt += 1) {
    const map = await readMap(host, naa, signal);
    if (!map.ok || map.value === undefined) return map.ok ? ok(undefined) : map;
    const command = removeMap(map.value.name);
    const output = await host.runner.run(command, signal);
    if (!output.ok) return output;
    const left = await readMap(host, naa, signal);
    if (!left.ok || left.value === undefined) return left.ok ? ok(undefined) : left;
    if (attempt >= times.removeAttempts || signal.aborted) {
      const resumed = await resume(host, left.value, signal);
      return resumed.ok ? failed(unexpectedExit(command, output.value)) : resumed;
    }
    await host.clock.sleep(times.removeRetryMs, signal);
  }
}

/** multipath-tools before 0.9.6 leaves a map suspended when its removal fails: everything on it would hang. */
export async function resume(
  host: MapHost,
  { name, suspended }: DmMap,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (!suspended) return ok(undefined);
  const command: Command = { tool: 'dmsetup', args: ['resume', name], deadlineMs: DM_MS, class: 'multipath' };
  const done = await runExpectingZero(host.runner, command, signal);
  return done.ok ? ok(undefined) : done;
}
