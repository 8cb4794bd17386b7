import type { LingeringMount, LingeringMounts } from '../../file/node/lingering-mounts.port.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { releaseUnused, type NfsHostState } from './nfs-host-state.js';

export class FakeLingeringMounts implements LingeringMounts {
  private readonly state: NfsHostState;

  constructor(state: NfsHostState) {
    this.state = state;
  }

  remember(mount: LingeringMount): Promise<Result<void, Problem>> {
    this.state.remembered.set(`${mount.volume} ${mount.device}`, { ...mount, boot: this.state.boot });
    return Promise.resolve(ok(undefined));
  }

  list(): Promise<Result<readonly LingeringMount[], Problem>> {
    const { remembered, superblocks } = this.state;
    releaseUnused(this.state);
    for (const [key, { device, boot }] of [...remembered])
      if (boot !== this.state.boot || !superblocks.has(device)) remembered.delete(key);
    return Promise.resolve(
      ok(
        [...remembered.values()].map(({ volume, source, device, reason }) => ({
          volume,
          source,
          device,
          reason,
        })),
      ),
    );
  }
}
