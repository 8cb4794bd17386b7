import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { runExpectingZero, stdoutText, type Command, type MountInfo } from '@twinsite/linux-host';
import type { DmMap, MapHost } from './dm-map.js';

const DM_MS = 10_000;

/**
 * Devices on top, mounts, and binds of the device node: such a bind outlives the map, and would show the pod whatever
 * map is given the number next (hazard H30).
 */
export async function holdersOf(
  host: MapHost,
  { kernelName }: DmMap,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const above = await host.devices.below(kernelName, 'holders', signal);
  const number = await host.devices.attribute(kernelName, 'dev', signal);
  const mounts = await host.mountTable.read(signal);
  if (!above.ok) return above;
  if (!number.ok) return number;
  if (!mounts.ok) return mounts;
  const mounted = mounts.value
    .filter((mount) => mount.majorMinor === number.value || isNodeOf(mount, kernelName))
    .map(({ path }) => path);
  return ok([...above.value, ...mounted]);
}

const isNodeOf = ({ fsType, root }: MountInfo, kernelName: string): boolean =>
  fsType === 'devtmpfs' && root === `/${kernelName}`;

/** Processes that hold the map open, mounts included: raw volumes are opened by applications. */
export async function openCount(
  host: MapHost,
  { name }: DmMap,
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const args = ['info', '-c', '--noheadings', '-o', 'open', name];
  const command: Command = { tool: 'dmsetup', args, deadlineMs: DM_MS, class: 'multipath' };
  const output = await runExpectingZero(host.runner, command, signal);
  return output.ok ? ok(Number(stdoutText(output.value).trim())) : output;
}
