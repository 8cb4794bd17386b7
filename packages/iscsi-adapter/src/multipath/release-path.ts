import {
  failed,
  ok,
  wwidOf,
  type CancelSignal,
  type MapPaths,
  type Naa,
  type Problem,
  type Result,
  type ScsiPath,
} from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readDisk } from '../scsi/disk-facts.js';
import { pathStates, readMap, type DmMap, type MapHost } from './dm-map.js';
import { DEFAULT_MULTIPATH_TIMES, type MultipathTimes } from './multipath-settings.js';
import { removePath } from './multipathd-commands.js';
import { resume } from './remove-map.js';

interface Leaving {
  readonly naa: Naa;
  readonly device: string;
}

/** Through multipathd, judged by sysfs. */
export class LinuxMapPaths implements MapPaths {
  private readonly host: MapHost;
  private readonly times: MultipathTimes;

  constructor(host: MapHost, times: MultipathTimes = DEFAULT_MULTIPATH_TIMES) {
    this.host = host;
    this.times = times;
  }

  /**
   * `multipathd del path` until the kernel's table is without it. multipathd loads a smaller table: the kernel lets what is
   * in flight on the old one end or queues it for the new one.
   */
  async release(naa: Naa, { device }: ScsiPath, signal: CancelSignal): Promise<Result<void, Problem>> {
    const { resizeMs: timeoutMs, resizeRetryMs: pauseMs } = this.times;
    const pace = { clock: this.host.clock, timeoutMs, firstMs: pauseMs, maxMs: pauseMs };
    const leaving = { naa, device };
    const left = await poll(pace, signal, () => this.tryOnce(leaving, signal));
    return left ?? failed(notReady(naa, `multipathd does not take ${device} out of it`));
  }

  private async tryOnce(leaving: Leaving, signal: CancelSignal): Promise<Result<void, Problem> | undefined> {
    const { host } = this;
    const map = await this.holding(leaving, signal);
    if (!map.ok || map.value === undefined) return map.ok ? ok(undefined) : map;
    const unfit = await this.refusal(leaving, map.value, signal);
    if (!unfit.ok) return unfit;
    if (unfit.value !== undefined) return failed(unfit.value);
    const told = await host.runner.run(removePath(leaving.device), signal);
    if (!told.ok) return told;
    const after = await readMap(host, leaving.naa, signal);
    if (!after.ok) return after;
    // A reload that went wrong half way would leave everybody who uses the map waiting.
    const resumed = after.value === undefined ? ok(undefined) : await resume(host, after.value, signal);
    if (!resumed.ok) return resumed;
    return after.value?.slaves.includes(leaving.device) === true ? undefined : ok(undefined);
  }

  /** The map, while the path is in it. */
  private async holding(
    { naa, device }: Leaving,
    signal: CancelSignal,
  ): Promise<Result<DmMap | undefined, Problem>> {
    const map = await readMap(this.host, naa, signal);
    return map.ok && map.value?.slaves.includes(device) !== true ? ok(undefined) : map;
  }

  /** The name must still mean the disk that was meant, and the kernel must have another way. */
  private async refusal(
    { naa, device }: Leaving,
    { name }: DmMap,
    signal: CancelSignal,
  ): Promise<Result<Problem | undefined, Problem>> {
    const facts = await readDisk(this.host, device, signal);
    if (!facts.ok) return facts;
    if (facts.value?.naa !== naa) {
      const found = facts.value?.naa === undefined ? 'no NAA identity' : `naa.${facts.value.naa}`;
      return ok({ kind: 'wrong-device', device: `${device} in map ${name}`, expected: `naa.${naa}`, found });
    }
    const number = await this.host.devices.attribute(device, 'dev', signal);
    if (!number.ok) return number;
    const paths = await pathStates(this.host, name, signal);
    if (!paths.ok) return paths;
    const others = paths.value.filter(({ active, majorMinor }) => active && majorMinor !== number.value);
    return ok(others.length > 0 ? undefined : notReady(naa, `${device} is its last usable path`));
  }
}

const notReady = (naa: Naa, detail: string): Problem => ({
  kind: 'map-not-ready',
  wwid: wwidOf(naa),
  detail,
});
