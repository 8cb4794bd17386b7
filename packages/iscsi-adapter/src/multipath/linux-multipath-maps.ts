import {
  ok,
  type Bytes,
  type CancelSignal,
  type MapAccess,
  type MultipathMap,
  type MultipathMaps,
  type Naa,
  type Problem,
  type Result,
  type ScsiPath,
} from '@twinsite/domain';
import { assembleMap, portMap } from './assemble-map.js';
import { readMap, usablePaths, type DmMap, type MapHost } from './dm-map.js';
import { DEFAULT_MULTIPATH_TIMES, type MultipathTimes } from './multipath-settings.js';
import { setMapAccess } from './protect-map.js';
import { takeMapDown } from './remove-map.js';
import { growMapTo } from './resize-map.js';
import { untilUnused } from './until-free.js';

/** dm-multipath through multipath-tools, judged by sysfs. */
export class LinuxMultipathMaps implements MultipathMaps {
  private readonly host: MapHost;
  private readonly times: MultipathTimes;

  constructor(host: MapHost, times: MultipathTimes = DEFAULT_MULTIPATH_TIMES) {
    this.host = host;
    this.times = times;
  }

  async find(naa: Naa, signal: CancelSignal): Promise<Result<MultipathMap | undefined, Problem>> {
    const map = await readMap(this.host, naa, signal);
    if (!map.ok || map.value === undefined) return map.ok ? ok(undefined) : map;
    return this.describe(naa, map.value, signal);
  }

  assemble(
    naa: Naa,
    paths: readonly ScsiPath[],
    signal: CancelSignal,
  ): Promise<Result<MultipathMap, Problem>> {
    return assembleMap(this.host, { naa, paths }, this.times, signal);
  }

  remove(naa: Naa, signal: CancelSignal): Promise<Result<void, Problem>> {
    return takeMapDown(this.host, naa, this.times, signal);
  }

  untilUnused(naa: Naa, signal: CancelSignal): Promise<Result<void, Problem>> {
    return untilUnused(this.host, naa, this.times, signal);
  }

  protect(naa: Naa, access: MapAccess, signal: CancelSignal): Promise<Result<void, Problem>> {
    return setMapAccess(this.host, { naa, access }, signal);
  }

  async resize(naa: Naa, size: Bytes, signal: CancelSignal): Promise<Result<MultipathMap, Problem>> {
    const grown = await growMapTo(this.host, { naa, size }, this.times, signal);
    return grown.ok ? this.describe(naa, grown.value, signal) : grown;
  }

  private async describe(naa: Naa, map: DmMap, signal: CancelSignal): Promise<Result<MultipathMap, Problem>> {
    const usable = await usablePaths(this.host, map.name, signal);
    return usable.ok ? ok(portMap(naa, map, usable.value)) : usable;
  }
}
