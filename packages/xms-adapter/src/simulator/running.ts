import type { ControlServer } from './control/control-server.js';
import type { GatewayFleet } from './export/gateway-fleet.js';
import type { Fault, Faults } from './http/faults.js';
import type { ManagerServer, ManagerState } from './http/manager-server.js';
import type { RequestEntry, RequestLog, Violation } from './http/request-log.js';
import type { MemoryDataPlane } from './plane/memory-data-plane.js';
import type { Severable } from './plane/site-network.js';
import type { Darkness, RunningManager, RunningSimulator } from './running-simulator.js';
import type { SiteCutter } from './site-cutter.js';
import type { Accounts } from './state/accounts.js';
import type { ArrayState } from './state/array-state.js';
import { candidatesOf, gatewayOf } from './state/vip-holders.js';
import type { SwitchBoard } from './switch-board.js';
import type { Switches } from './switches.js';
import type { Topology } from './topology/topology.js';
import type { World } from './world.js';

export interface RunningParts {
  readonly world: World;
  readonly fleet: GatewayFleet;
  readonly memory: MemoryDataPlane | undefined;
  readonly board: SwitchBoard;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly managers: readonly ManagerServer[];
  readonly cutter: SiteCutter;
}

/** The handle that `startSimulator` gives out. */
export class Running implements RunningSimulator {
  readonly topology: Topology;
  readonly state: ArrayState;
  readonly accounts: Accounts;
  readonly memory: MemoryDataPlane | undefined;
  control: ControlServer | undefined;
  private readonly parts: RunningParts;

  constructor(parts: RunningParts) {
    this.parts = parts;
    this.topology = parts.world.topology;
    this.state = parts.world.state;
    this.accounts = parts.world.accounts;
    this.memory = parts.memory;
  }

  get controlUrl(): string | undefined {
    return this.control?.url;
  }

  managers(): readonly RunningManager[] {
    return this.parts.managers.map((manager) => {
      const { name, site } = manager.spec;
      return { name, site, url: manager.url(), state: manager.state(), latencyMs: manager.latencyMs };
    });
  }

  xmsServers(): string {
    return this.parts.managers.map((manager) => manager.url().slice('http://'.length)).join(',');
  }

  requestLog(): readonly Readonly<RequestEntry>[] {
    return this.parts.log.entries();
  }

  violations(): readonly Violation[] {
    return this.parts.log.violations();
  }

  clearLogs(): void {
    this.parts.log.clear();
  }

  switches(): Switches {
    return this.parts.board.current();
  }

  setSwitches(change: Partial<Switches>): void {
    this.parts.board.change(change);
  }

  faults(): readonly Fault[] {
    return this.parts.faults.list();
  }

  setFaults(faults: readonly Fault[]): void {
    this.parts.faults.set(faults);
  }

  addFault(fault: Fault): void {
    this.parts.faults.add(fault);
  }

  async setManager(
    name: string,
    change: { readonly state?: ManagerState; readonly latencyMs?: number },
  ): Promise<void> {
    const manager = this.parts.managers.find(({ spec }) => spec.name === name);
    if (!manager) throw new Error(`no manager is called ${name}`);
    manager.latencyMs = change.latencyMs ?? manager.latencyMs;
    if (change.state) await manager.setState(change.state);
  }

  heardInSilence(): number {
    return this.parts.managers.reduce((sum, manager) => sum + manager.swallowedCount(), 0);
  }

  cut(part: Severable, darkness?: Darkness): Promise<void> {
    return this.parts.cutter.cut(part, darkness);
  }

  heal(part: Severable): Promise<void> {
    return this.parts.cutter.heal(part);
  }

  cuts(): readonly Severable[] {
    return this.parts.cutter.cuts();
  }

  moveVip(ip: string, gateway: string): void {
    const { state, vips } = this.parts.world;
    const vip = state.vips.find((row) => row.ip === ip);
    if (!vip || !candidatesOf(state, vip).includes(gateway)) {
      throw new Error(`no VIP ${ip} that ${gateway} may hold`);
    }
    vips.order(vip, gateway);
  }

  vipHolder(ip: string): string | undefined {
    const vip = this.state.vips.find((row) => row.ip === ip);
    return vip?.held === true ? gatewayOf(this.state, vip.currentInstanceId) : undefined;
  }

  expireLogins(): void {
    this.accounts.expireLogins();
  }

  unsettled(): number {
    return this.parts.world.jobs.count();
  }

  async close(): Promise<void> {
    const { world, fleet, managers } = this.parts;
    world.jobs.close();
    await world.vips.close();
    await Promise.all([
      fleet.close(),
      world.files?.fleet.close(),
      this.control?.close(),
      ...managers.map((manager) => manager.close()),
    ]);
  }
}
