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

/** Copies volumes while no gateway can write to any of them. */
export class SnapshotTaker {
  readonly #gateways: FreezableGateways;
  readonly #pool: Pool;

  constructor(gateways: FreezableGateways, pool: Pool) {
    this.#gateways = gateways;
    this.#pool = pool;
  }

  /** Tries again while a gateway is silent and not known to be absent; rejects when that lasts. */
  async take(snapshots: readonly BackingSnapshot[], signal: AbortSignal): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        if (await this.#gateways.exclusively(() => this.#attempt(snapshots, signal))) return;
        if (Date.now() > end) throw new Error(`${namesOf(snapshots)} could not be held still long enough`);
      } catch (error) {
        if (!(error instanceof GatewayUnreachable) || Date.now() > end) throw error;
      }
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }

  /** False when a gateway did not hold still until the copy was done; the copy is thrown away then. */
  async #attempt(snapshots: readonly BackingSnapshot[], signal: AbortSignal): Promise<boolean> {
    const devices = snapshots.map(({ volumeId }) => backstoreName(volumeId));
    let copied = false;
    try {
      for (const device of devices) await this.#freezeAll(device, signal);
      for (const { id, volumeId } of snapshots) await this.#pool.takeSnapshot(id, volumeId, signal);
      copied = true;
    } finally {
      // Also after a cancel: a volume must not stay frozen.
      const held = await this.#thawEach(devices);
      if (!copied || !held) {
        copied = false;
        for (const { id } of snapshots) await this.#pool.releaseSnapshot(id, AbortSignal.timeout(THAW_MS));
      }
    }
    return copied;
  }

  async #thawEach(devices: readonly string[]): Promise<boolean> {
    const held: boolean[] = [];
    for (const device of devices) held.push(await this.#thawAll(device));
    return held.every(Boolean);
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

const namesOf = (snapshots: readonly BackingSnapshot[]): string =>
  snapshots.map(({ volumeId }) => `volume ${volumeId}`).join(', ');
