import type { ArrayState } from '../state/array-state.js';
import type { Vip } from '../state/records.js';
import { candidatesOf, gatewayOf, instanceAt } from '../state/vip-holders.js';
import type { GatewayFleet } from './gateway-fleet.js';
import type { HealthView } from './health-view.js';

export interface VipKeeperOptions {
  readonly state: ArrayState;
  readonly fleet: GatewayFleet;
  readonly health: HealthView;
  readonly pollMs: number;
  /** How long a gateway must stay lost before its VIPs are taken over, ms. */
  readonly vipMoveMs: number;
  /** The same for counting as unable to execute anything, ms: no VIP moves before that. */
  readonly gatewayFenceMs: number;
}

interface Departure {
  readonly gateway: string;
  /** The tables of this version no longer give the VIP to it. */
  readonly version: number;
}

/**
 * Gives every VIP to one gateway and moves it when that gateway is lost or leaves the path, when its default gateway has come back (with
 * `preempt`), or on order. A VIP is never given to the next gateway before the last one has read back that it no longer
 * holds it, or is out by the monitors' majority for long enough: two holders, or a command stranded in the old one,
 * would overwrite acknowledged data.
 */
export class VipKeeper {
  private readonly options: VipKeeperOptions;
  private readonly departures = new Map<number, Departure>();
  private readonly orders = new Map<number, string>();
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;

  constructor(options: VipKeeperOptions) {
    this.options = options;
  }

  /** To be called when there may be VIPs; without any nothing runs. */
  poke(): void {
    if (this.options.state.vips.all().length > 0) this.running ??= this.run();
  }

  /** A planned move. The next loss of that gateway, or `preempt`, may move the VIP on. */
  order(vip: Vip, gateway: string): void {
    this.orders.set(vip.id, gateway);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { state, health, fleet, pollMs } = this.options;
    const { signal } = this.stop;
    while (!signal.aborted && state.vips.all().length > 0) {
      await health.read(signal);
      for (const vip of state.vips.all()) this.review(vip);
      await fleet.nextNews(pollMs, signal);
    }
    this.running = undefined;
  }

  private review(vip: Vip): void {
    const { state, health } = this.options;
    if (!health.last()) return;
    if (!vip.held) {
      this.place(vip);
      return;
    }
    const holder = gatewayOf(state, vip.currentInstanceId) ?? '';
    const wanted = this.wanted(vip) ?? holder;
    const lost = health.isAbsent(holder) || !candidatesOf(state, vip).includes(holder);
    if (!lost && (wanted === holder || !this.isFit(wanted))) return;
    vip.held = false;
    this.departures.set(vip.id, { gateway: holder, version: this.options.fleet.changed() });
  }

  private place(vip: Vip): void {
    const { state, fleet, health } = this.options;
    const departure = this.departures.get(vip.id);
    if (departure && !this.isFree(departure)) return;
    const candidates = candidatesOf(state, vip);
    const wished = [this.wanted(vip), departure?.gateway, ...candidates];
    // The first holder is waited for: at the start no gateway is configured yet.
    const isChoice = (name: string): boolean =>
      candidates.includes(name) &&
      (vip.currentInstanceId === undefined ? !health.isAbsent(name) : this.isFit(name));
    const next = wished.find((gateway) => gateway !== undefined && isChoice(gateway));
    if (next === undefined || !this.isFit(next)) return;
    this.departures.delete(vip.id);
    this.orders.delete(vip.id);
    vip.currentInstanceId = instanceAt(state, vip, next);
    vip.held = true;
    fleet.changed();
  }

  private isFree({ gateway, version }: Departure): boolean {
    const { fleet, health, vipMoveMs, gatewayFenceMs } = this.options;
    if (fleet.hasApplied(gateway, version)) return true;
    if (fleet.mayStillApplyOlder(gateway, version)) return false;
    return health.isAbsent(gateway) && health.absentForMs(gateway) >= Math.max(vipMoveMs, gatewayFenceMs);
  }

  private wanted(vip: Vip): string | undefined {
    const { state } = this.options;
    const preempt = state.vipGroups.get(vip.vipGroupId)?.preempt === true;
    const wishes = [this.orders.get(vip.id), preempt ? gatewayOf(state, vip.defaultInstanceId) : undefined];
    const candidates = candidatesOf(state, vip);
    return wishes.find((gateway) => gateway !== undefined && candidates.includes(gateway));
  }

  /** Alive by the monitors and in line with the tables: a gateway that has just come back is empty. */
  private isFit(gateway: string): boolean {
    return !this.options.health.isAbsent(gateway) && this.options.fleet.hasApplied(gateway, 1);
  }
}
