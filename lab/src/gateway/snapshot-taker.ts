import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayUnreachable, type BackingSnapshot } from '@twinsite/xms-adapter/simulator';
import { backstoreName } from './desired-state.js';
import { freezeScript, thawScript } from './freeze.js';
import type { Pool } from './pool.js';

export interface FreezableGateways {
  readonly names: readonly string[];
  /** Nobody configures them meanwhile: a new table would let a frozen volume go. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Runs a script; rejects with GatewayUnreachable when the gateway is silent. */
  ask(gateway: string, script: string, deadlineMs: number, signal: AbortSignal): Promise<string>;
  /** Whether the monitors say that it has lost its lease, so that it can no longer write. */
  isAbsent(gateway: string, signal: AbortSignal): Promise<boolean>;
}

/** A suspend waits for the slowest command inside the gateway; a copy takes its own time on top. */
const FREEZE_MS = 10_000;
const THAW_MS = 10_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

/** Copies a volume while no gateway can write to it. */
export class SnapshotTaker {
  readonly #gateways: FreezableGateways;
  readonly #pool: Pool;

  constructor(gateways: FreezableGateways, pool: Pool) {
    this.#gateways = gateways;
    this.#pool = pool;
  }

  /** Tries again while a gateway is silent and not known to be absent; rejects when that lasts. */
  async take(snapshot: BackingSnapshot, signal: AbortSignal): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        if (await this.#gateways.exclusively(() => this.#attempt(snapshot, signal))) return;
        if (Date.now() > end)
          throw new Error(`volume ${snapshot.volumeId} could not be held still long enough`);
      } catch (error) {
        if (!(error instanceof GatewayUnreachable) || Date.now() > end) throw error;
      }
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }

  /** False when a gateway did not hold still until the copy was done; the copy is thrown away then. */
  async #attempt({ id, volumeId }: BackingSnapshot, signal: AbortSignal): Promise<boolean> {
    const device = backstoreName(volumeId);
    let copied = false;
    try {
      await this.#freezeAll(device, signal);
      await this.#pool.takeSnapshot(id, volumeId, signal);
      copied = true;
    } finally {
      // Also after a cancel: a volume must not stay frozen.
      const held = await this.#thawAll(device);
      if (copied && !held) {
        copied = false;
        await this.#pool.releaseSnapshot(id, signal);
      }
    }
    return copied;
  }

  async #freezeAll(device: string, signal: AbortSignal): Promise<void> {
    const frozen = this.#gateways.names.map(async (gateway) => {
      try {
        await this.#gateways.ask(gateway, freezeScript(device), FREEZE_MS, signal);
      } catch (error) {
        const isOut = error instanceof GatewayUnreachable && (await this.#gateways.isAbsent(gateway, signal));
        if (!isOut) throw error;
      }
    });
    const results = await Promise.allSettled(frozen);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** True when every gateway was frozen until now, had nothing to freeze, or is out by the monitors' word. */
  async #thawAll(device: string): Promise<boolean> {
    const own = AbortSignal.timeout(2 * THAW_MS);
    const thawed = this.#gateways.names.map(async (gateway) => {
      try {
        const said = await this.#gateways.ask(gateway, thawScript(device), THAW_MS, own);
        return said.trim() !== 'lost';
      } catch (error) {
        if (!(error instanceof GatewayUnreachable)) throw error;
        return this.#gateways.isAbsent(gateway, own);
      }
    });
    return (await Promise.all(thawed)).every(Boolean);
  }
}
