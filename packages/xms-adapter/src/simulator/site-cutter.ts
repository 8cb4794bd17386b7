import type { ManagerServer } from './http/manager-server.js';
import type { Severable, SiteNetwork } from './plane/site-network.js';
import type { Darkness } from './running-simulator.js';

/** Cuts and heals parts of the network together with the managers that stand in them. */
export class SiteCutter {
  private readonly managers: readonly ManagerServer[];
  private readonly network: SiteNetwork | undefined;
  private readonly down = new Set<Severable>();

  constructor(managers: readonly ManagerServer[], network: SiteNetwork | undefined) {
    this.managers = managers;
    this.network = network;
  }

  async cut(part: Severable, darkness: Darkness = 'silent'): Promise<void> {
    this.down.add(part);
    await Promise.all([
      this.network?.cut(part, new AbortController().signal),
      ...this.managersIn(part).map((manager) => manager.setState(darkness)),
    ]);
  }

  async heal(part: Severable): Promise<void> {
    this.down.delete(part);
    await Promise.all([
      this.network?.heal(part, new AbortController().signal),
      ...this.managersIn(part).map((manager) => manager.setState('up')),
    ]);
  }

  cuts(): readonly Severable[] {
    return [...this.down];
  }

  private managersIn(part: Severable): readonly ManagerServer[] {
    const site = part.replace('site-', '');
    return this.managers.filter((manager) => manager.spec.site === site);
  }
}
