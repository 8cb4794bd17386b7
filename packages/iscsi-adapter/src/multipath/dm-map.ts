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
import { runExpectingZero, stdoutText, type Command, type LinuxHost } from '@twinsite/linux-host';
import { parseMultipathStatus, type DmPath } from './dm-status.js';

export type MapHost = Pick<LinuxHost, 'runner' | 'files' | 'devices' | 'clock' | 'mountTable'>;

/** A map as sysfs shows it, without a child process. */
export interface DmMap {
  /** `dm-0`; only good for this moment (hazard H30). */
  readonly kernelName: string;
  readonly name: string;
  readonly size: Bytes;
  readonly slaves: readonly string[];
  readonly suspended: boolean;
  readonly readOnly: boolean;
}

const DM_MS = 10_000;

export async function readMap(
  host: MapHost,
  naa: Naa,
  signal: CancelSignal,
): Promise<Result<DmMap | undefined, Problem>> {
  const { devices } = host;
  const kernelName = await devices.mapWithUuid(`mpath-${wwidOf(naa)}`, signal);
  if (!kernelName.ok || kernelName.value === undefined) return kernelName.ok ? ok(undefined) : kernelName;
  const [name, suspended, readOnly, size, slaves] = await Promise.all([
    devices.attribute(kernelName.value, 'dm/name', signal),
    devices.attribute(kernelName.value, 'dm/suspended', signal),
    devices.attribute(kernelName.value, 'ro', signal),
    devices.size(kernelName.value, signal),
    devices.below(kernelName.value, 'slaves', signal),
  ]);
  if (!name.ok) return name;
  if (!suspended.ok) return suspended;
  if (!readOnly.ok) return readOnly;
  if (!size.ok) return size;
  if (!slaves.ok) return slaves;
  if (name.value === undefined || size.value === undefined) return ok(undefined);
  return ok({
    kernelName: kernelName.value,
    name: name.value,
    size: size.value,
    slaves: slaves.value,
    suspended: suspended.value === '1',
    readOnly: readOnly.value === '1',
  });
}

/**
 * Whether `/dev/mapper/NAME` stands and means this very map. udev makes it some time after the map, and after a quick
 * unstage and stage it may still be missing or name the map before (hazard H30). Without udev it is a plain node.
 */
export async function isNamed(
  { files }: MapHost,
  { name, kernelName }: DmMap,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  const target = await files.readLink(`/dev/mapper/${name}`, signal);
  if (!target.ok) return target;
  if (target.value !== undefined) return ok(target.value === `../${kernelName}`);
  const names = await files.list('/dev/mapper', signal);
  return names.ok ? ok(names.value.includes(name)) : names;
}

/** How many paths the kernel would send I/O through. */
export async function usablePaths(
  host: MapHost,
  name: string,
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const paths = await pathStates(host, name, signal);
  return paths.ok ? ok(paths.value.filter(({ active }) => active).length) : paths;
}

/** The kernel is asked, not multipathd, which is slow when busy (H18). */
export async function pathStates(
  host: MapHost,
  name: string,
  signal: CancelSignal,
): Promise<Result<readonly DmPath[], Problem>> {
  const command: Command = {
    tool: 'dmsetup',
    args: ['status', '--noflush', '--target', 'multipath', name],
    deadlineMs: DM_MS,
    class: 'multipath',
  };
  const output = await runExpectingZero(host.runner, command, signal);
  if (!output.ok) return output;
  const paths = parseMultipathStatus(stdoutText(output.value));
  if (paths !== undefined) return ok(paths);
  return failed({
    kind: 'map-not-ready',
    wwid: name,
    detail: 'the device-mapper device is no multipath map',
  });
}
