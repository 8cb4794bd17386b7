import type { Clock } from '../clock.js';
import type { DataPlane } from '../data-plane.js';
import { withDeadline } from './deadline.js';
import type { GatewayFleet } from './gateway-fleet.js';
import type { HealthView } from './health-view.js';

export interface ExporterOptions {
  readonly plane: DataPlane;
  readonly fleet: GatewayFleet;
  readonly health: HealthView;
  readonly clock: Clock;
  readonly callMs: number;
  readonly pollMs: number;
  /** How long after its lease ran out a gateway that does not answer counts as unable to execute anything. */
  readonly gatewayFenceMs: number;
}

/** Waits until a change of the tables is true on the gateways. */
export class Exporter {
  private readonly options: ExporterOptions;

  constructor(options: ExporterOptions) {
    this.options = options;
  }

  /** Sets the gateways to work on the tables as they are now, without waiting. */
  touch(): void {
    this.options.fleet.changed();
  }

  /** Resolves when every gateway has read the change back or is out by the monitors' majority. */
  async reached(gateways: readonly string[], signal: AbortSignal): Promise<void> {
    const version = this.options.fleet.changed();
    await Promise.all(
      gateways.map((gateway) =>
        this.until(signal, () => {
          return Promise.resolve(
            this.options.fleet.hasApplied(gateway, version) || this.options.health.isAbsent(gateway),
          );
        }),
      ),
    );
  }

  /**
   * Resolves when none of the initiators can still execute a command on what the tables no longer grant:
   * read-back and drain on each gateway that answers; for one that does not, the majority's word that it is
   * out, followed by the stated wait. A gateway that is silent while the majority calls it alive blocks.
   */
  async fenced(
    gateways: readonly string[],
    initiators: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const version = this.options.fleet.changed();
    await Promise.all(
      gateways.map((gateway) =>
        this.until(signal, () => this.isFenced(gateway, initiators, version, signal)),
      ),
    );
  }

  private async isFenced(
    gateway: string,
    initiators: readonly string[],
    version: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { fleet, health, gatewayFenceMs } = this.options;
    if (fleet.hasApplied(gateway, version) && (await this.drained(gateway, initiators, signal))) return true;
    if (fleet.mayStillApplyOlder(gateway, version)) return false;
    return health.isAbsent(gateway) && health.absentForMs(gateway) >= gatewayFenceMs;
  }

  private async drained(
    gateway: string,
    initiators: readonly string[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const { plane, clock, callMs } = this.options;
    const drains = initiators.map((initiator) =>
      withDeadline(clock, callMs, signal, (inner) => plane.drain(gateway, initiator, inner)),
    );
    const results = await Promise.allSettled(drains);
    return results.every((result) => result.status === 'fulfilled');
  }

  private async until(signal: AbortSignal, holds: () => Promise<boolean>): Promise<void> {
    const { fleet, health, pollMs } = this.options;
    while (!signal.aborted) {
      if (await holds()) return;
      await fleet.nextNews(pollMs, signal);
      await health.read(signal);
    }
    signal.throwIfAborted();
  }
}
