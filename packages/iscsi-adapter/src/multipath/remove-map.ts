import { failed, ok, wwidOf, type CancelSignal, type Naa, type Problem, type Result } from '@twinsite/domain';
import { runExpectingZero, stdoutText, unexpectedExit, type Command } from '@twinsite/linux-host';
import { readMap, usablePaths, type DmMap, type MapHost } from './dm-map.js';
import type { MultipathTimes } from './multipath-settings.js';
import { disableQueueing, removeMap } from './multipathd-commands.js';

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
  const busy = await holdersOf(host, map.value, signal);
  if (!busy.ok) return busy;
  const device = `/dev/mapper/${map.value.name}`;
  if (busy.value.length > 0) return failed({ kind: 'device-busy', device, holders: busy.value });
  const emptied = await flush(host, map.value, times, signal);
  return emptied.ok ? removeUntilGone(host, naa, times, signal) : emptied;
}

/** Devices on top, mounts, and processes that hold the map open: raw volumes are opened by applications. */
async function holdersOf(
  host: MapHost,
  { kernelName, name }: DmMap,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const above = await host.devices.below(kernelName, 'holders', signal);
  const number = await host.devices.attribute(kernelName, 'dev', signal);
  const mounts = await host.mountTable.read(signal);
  if (!above.ok) return above;
  if (!number.ok) return number;
  if (!mounts.ok) return mounts;
  const mounted = mounts.value
    .filter(({ majorMinor }) => majorMinor === number.value)
    .map(({ path }) => path);
  const known = [...above.value, ...mounted];
  if (known.length > 0) return ok(known);
  const args = ['info', '-c', '--noheadings', '-o', 'open', name];
  const command: Command = { tool: 'dmsetup', args, deadlineMs: DM_MS, class: 'multipath' };
  const output = await runExpectingZero(host.runner, command, signal);
  if (!output.ok) return output;
  const count = Number(stdoutText(output.value).trim());
  return ok(count > 0 ? [`${count} open file descriptors`] : []);
}

/**
 * Without a usable path a flush would wait for ever, or for `no_path_retry`: queueing is switched off, so that what is
 * stuck in the map fails. That data had no way left to go.
 */
async function flush(
  host: MapHost,
  { name }: DmMap,
  times: MultipathTimes,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const usable = await usablePaths(host, name, signal);
  if (!usable.ok) return usable;
  const device = `/dev/mapper/${name}`;
  const command: Command =
    usable.value === 0
      ? disableQueueing(name)
      : {
          tool: 'blockdev',
          args: ['--flushbufs', device],
          deadlineMs: times.flushMs,
          label: `flush of ${device}`,
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
async function resume(
  host: MapHost,
  { name, suspended }: DmMap,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (!suspended) return ok(undefined);
  const command: Command = { tool: 'dmsetup', args: ['resume', name], deadlineMs: DM_MS, class: 'multipath' };
  const done = await runExpectingZero(host.runner, command, signal);
  return done.ok ? ok(undefined) : done;
}
