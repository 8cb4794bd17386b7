import type { LingeringMounts } from '../../file/node/lingering-mounts.port.js';
import type { NfsMounts } from '../../file/node/nfs-mounts.port.js';
import { FakeLingeringMounts } from './lingering-mounts.fake.js';
import { nfsHostState, type NfsHostState } from './nfs-host-state.js';
import { FakeNfsMounts } from './nfs-mounts.fake.js';
import type { FakeNfsServers } from './nfs-servers.fake.js';

/** An in-memory NFS client. `ports` can be made anew, as a restarted driver would: the state stays. */
export class FakeNfsHost {
  readonly state: NfsHostState;

  constructor(servers: FakeNfsServers) {
    this.state = nfsHostState(servers);
  }

  get ports(): { readonly mounts: NfsMounts; readonly lingering: LingeringMounts } {
    const lingering = new FakeLingeringMounts(this.state);
    return { lingering, mounts: new FakeNfsMounts(this.state, lingering) };
  }

  reboot(): void {
    this.state.mounts.length = 0;
    for (const held of [this.state.superblocks, this.state.busy, this.state.stuck]) held.clear();
    this.state.boot += 1;
    this.state.minor = 40;
  }

  /** Everything a finished unstage must not leave behind, as text. */
  leftovers(): readonly string[] {
    const { mounts, directories, remembered } = this.state;
    return [
      ...mounts.map(({ path }) => `mount ${path}`),
      ...[...directories].map((path) => `directory ${path}`),
      ...[...remembered.values()].map(({ volume }) => `lingering ${volume}`),
    ];
  }
}
