import { join } from 'node:path';
import type { DriverConfig } from '@twinsite/driver';
import { simulatedNfsHost, type SimulatedNfsHost } from '@twinsite/nfs-adapter/testing';
import type { Logger } from 'pino';
import { quiet, serveDriver, type ServedDriver } from './drivers.js';
import { joinFiles } from './join-files.js';
import type { TwoSiteWorld } from './two-site-world.js';

/** The file half of a world: nodes with an NFS client, and the NFS driver on real sockets. */
export class FileSide {
  readonly world: TwoSiteWorld;
  readonly #hosts = new Map<string, SimulatedNfsHost>();

  constructor(world: TwoSiteWorld) {
    this.world = world;
  }

  /** The machine of this name; it outlives every driver that runs on it. */
  host(name: string): SimulatedNfsHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const files = this.world.simulator.memory?.files;
    if (files === undefined) throw new Error('the world needs the in-memory file gateways');
    const fabric = joinFiles(files.fabric, (host) => ({ ip: addressOf(host) }));
    const host = simulatedNfsHost({ name, fabric });
    this.#hosts.set(name, host);
    return host;
  }

  config(name: string): DriverConfig {
    return { ...this.world.config(name), driver: 'nfs', maxVolumes: 0 };
  }

  startController(change: Partial<DriverConfig> = {}, log: Logger = quiet): Promise<ServedDriver> {
    const config = { ...this.config('files'), mode: 'controller' as const, ...change };
    return this.world.keep(serveDriver(config, undefined, log));
  }

  startNode(name: string, log: Logger = quiet): Promise<ServedDriver> {
    const stateDirectory = join(this.world.directory, `files-${name}`);
    const node = { name, stateDirectory, hostPrefix: [], addresses: [addressOf(name)] };
    const config = { ...this.config(`files-${name}`), mode: 'node' as const, node };
    const machine = { nfs: this.host(name).adapters(stateDirectory) };
    return this.world.keep(serveDriver(config, machine, log));
  }
}

/** In the subnet of the array's client group of nodes. */
const addressOf = (name: string): string => `10.9.0.${10 + Number(/\d+$/.exec(name)?.[0] ?? 0)}`;
