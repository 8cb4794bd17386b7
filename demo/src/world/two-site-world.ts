import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_IDENTITY_RULE, identityFromSn, siteMapOf, type NodePorts } from '@twinsite/domain';
import type { DriverConfig, NodeHost } from '@twinsite/driver';
import { simulatedHost, type SimulatedHost } from '@twinsite/iscsi-adapter/testing';
import {
  startSimulator,
  type InitiatorNode,
  type RunningSimulator,
  type SimulatorOptions,
} from '@twinsite/xms-adapter/simulator';
import { joinFabric } from './join-fabric.js';
import { serveDriver, socketIn, type Machine, type ServedDriver } from './drivers.js';

/** The lab's profile (design section 12). Unit: ms. */
export const TIMERS = {
  loginTimeoutMs: 5000,
  noopIntervalMs: 1000,
  noopTimeoutMs: 1000,
  replacementTimeoutMs: 2000,
  vipReplacementTimeoutMs: 20_000,
};
const GATEWAY_LEASE_MS = 2500;

/** A simulated two-site array, simulated nodes, and our driver on real sockets between them. */
export class TwoSiteWorld {
  readonly simulator: RunningSimulator;
  /** Sockets and node journals. */
  readonly directory: string;
  readonly #hosts = new Map<string, SimulatedHost>();
  readonly #places: InitiatorNode[] = [];
  readonly #drivers = new Set<ServedDriver>();

  private constructor(simulator: RunningSimulator, directory: string) {
    this.simulator = simulator;
    this.directory = directory;
  }

  static async start(options: SimulatorOptions = {}): Promise<TwoSiteWorld> {
    const naaOf = (sn: string): string => identityFromSn(DEFAULT_IDENTITY_RULE, sn) ?? '';
    const simulator = await startSimulator({ leaseMs: GATEWAY_LEASE_MS, naaOf, ...options });
    return new TwoSiteWorld(simulator, await mkdtemp(join(tmpdir(), 'twinsite-')));
  }

  /** The machine of this name stands at a site, and is cut off with it. */
  place(name: string, site: 'a' | 'b'): void {
    this.#places.push({ name, site });
  }

  /** The machine of this name; it outlives every driver that runs on it. */
  host(name: string): SimulatedHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const { memory } = this.simulator;
    if (memory === undefined) throw new Error('the world needs the in-memory data plane');
    const fabric = joinFabric(memory.fabric, this.#places);
    const host = simulatedHost({ name, initiator: `iqn.2026-01.twinsite:${name}`, fabric });
    this.#hosts.set(name, host);
    return host;
  }

  /** The real adapters on the machine of this name, as a freshly started driver has them. */
  portsOf(name: string): NodePorts {
    return { ...this.host(name).adapters(join(this.directory, name)), timers: TIMERS };
  }

  startController(name = 'controller', change: Partial<DriverConfig> = {}): Promise<ServedDriver> {
    return this.#serve({ ...this.config(name), mode: 'controller', ...change });
  }

  /** The adapters on the machine of this name. */
  machineOf(name: string): NodeHost {
    return this.host(name).adapters(join(this.directory, name));
  }

  startNode(name: string): Promise<ServedDriver> {
    const node = { name, stateDirectory: join(this.directory, name), hostPrefix: [] };
    return this.#serve({ ...this.config(name), mode: 'node', node }, { host: this.machineOf(name) });
  }

  config(name: string): DriverConfig {
    const { topology } = this.simulator;
    const [account] = topology.users;
    return {
      driver: 'iscsi',
      mode: 'controller',
      endpoint: socketIn(this.directory, name),
      logLevel: 'info',
      arrays: [
        {
          name: 'array-1',
          managers: this.simulator.xmsServers().split(','),
          credentials: { kind: 'password', user: account?.name ?? '', password: account?.password ?? '' },
          siteMap: siteMapOf(new Map(topology.hosts.map(({ name: host, site }) => [host, site]))),
          identityRule: DEFAULT_IDENTITY_RULE,
          fence: { removalDrains: true, waitMs: 60_000 },
        },
      ],
      defaultAccessPath: undefined,
      timers: TIMERS,
      maxVolumes: 100,
      clusterId: undefined,
      kubernetes: undefined,
      node: undefined,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#drivers].map((driver) => driver.stop()));
    await this.simulator.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A driver that stops with the world, unless it has stopped before. */
  async keep(serving: Promise<ServedDriver>): Promise<ServedDriver> {
    const driver = await serving;
    this.#drivers.add(driver);
    const stop = async (): Promise<void> => {
      if (this.#drivers.delete(driver)) await driver.stop();
    };
    return { ...driver, stop };
  }

  #serve(config: DriverConfig, machine?: Machine): Promise<ServedDriver> {
    return this.keep(serveDriver(config, machine));
  }
}
