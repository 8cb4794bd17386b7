import { plugCommands, unplugCommands } from './build-commands.js';
import { ipBatch, pluggedLinks } from './namespaces.js';
import { INTER_SITE, portOf, portsOf, sitePorts, type Port } from './ports.js';
import { FABRIC, type Member, type Net, type Site } from './topology.js';

/**
 * Cuts and heals cables. A cut is silent: frames vanish, nobody is told. Every call is idempotent and takes
 * effect before it resolves. Works from inside and outside the lab's namespaces.
 */
export class SiteNetwork {
  /** The whole site goes dark: its gateway, node and monitor lose data, arbiter and management links. */
  async cutSite(site: Site, options: { readonly sparing?: readonly Member[] } = {}): Promise<void> {
    await this.#unplug(sitePorts(site, options.sparing));
  }

  async healSite(site: Site): Promise<void> {
    await this.#plug(sitePorts(site));
  }

  /** Both sites live on and see the arbiter, but not each other. */
  async cutInterSiteLink(): Promise<void> {
    await this.#unplug(INTER_SITE);
  }

  async healInterSiteLink(): Promise<void> {
    await this.#plug(INTER_SITE);
  }

  async cutArbiter(): Promise<void> {
    await this.#unplug(portsOf('mon-arb'));
  }

  async healArbiter(): Promise<void> {
    await this.#plug(portsOf('mon-arb'));
  }

  /** One cable of one member, for example a gateway's data link while it stays manageable. */
  async cutLink(member: Member, net: Net): Promise<void> {
    await this.#unplug([portOf(member, net)]);
  }

  async healLink(member: Member, net: Net): Promise<void> {
    await this.#plug([portOf(member, net)]);
  }

  /** False when any cable of the member is cut. */
  async isPlugged(member: Member): Promise<boolean> {
    const plugged = await pluggedLinks(FABRIC);
    return portsOf(member).every((port) => plugged.has(port.link));
  }

  async #plug(ports: readonly Port[]): Promise<void> {
    await ipBatch(FABRIC, ports.flatMap(plugCommands));
  }

  async #unplug(ports: readonly Port[]): Promise<void> {
    await ipBatch(FABRIC, ports.flatMap(unplugCommands));
  }
}
