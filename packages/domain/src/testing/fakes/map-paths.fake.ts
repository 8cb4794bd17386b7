import type { MapPaths } from '../../node/map-paths.port.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';
import type { HostState } from './host-state.js';

export class FakeMapPaths implements MapPaths {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  release(naa: Naa, { device }: ScsiPath): Promise<Result<void, Problem>> {
    const paths = this.state.maps.get(naa);
    if (paths?.has(device) !== true) return Promise.resolve(ok(undefined));
    const detail = `${device} is its last usable path`;
    if (paths.size === 1) return Promise.resolve(failed({ kind: 'map-not-ready', wwid: `3${naa}`, detail }));
    paths.delete(device);
    return Promise.resolve(ok(undefined));
  }
}
