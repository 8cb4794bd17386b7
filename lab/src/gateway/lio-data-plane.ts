import {
  GatewayUnreachable,
  type BackingSnapshot,
  type BackingVolume,
  type DataPlane,
  type FilePlane,
  type GatewayExports,
  type GatewaySession,
  type PlaneHealth,
} from '@twinsite/xms-adapter/simulator';
import { GuestSilent, type GuestAgent } from '../guest/guest-agent.js';
import { monitorHealth, NoMajority } from '../quorum/monitor-health.js';
import { desiredState } from './desired-state.js';
import { drainScript } from './drain-script.js';
import { DUMP_SCRIPT, parseDump, type GatewayDump } from './gateway-dump.js';
import { planSteps } from './plan-steps.js';
import type { Pool } from './pool.js';
import { parseSessions, SESSIONS_SCRIPT } from './session-info.js';
import { SnapshotTaker } from './snapshot-taker.js';
import { linesOf } from './step-script.js';
import { Turns } from './turns.js';

/** How long a gateway may take for one answer when the caller's signal says nothing shorter. */
const ANSWER_MS = 10_000;
/** A drain waits for the slowest command inside the gateway. */
const DRAIN_MS = 60_000;

/** The simulator's data plane on the lab's real gateways: LIO in User-Mode Linux, over one shared pool. */
export class LioDataPlane implements DataPlane {
  readonly files?: FilePlane;
  readonly #gateways: ReadonlyMap<string, GuestAgent>;
  readonly #pool: Pool;
  readonly #turns = new Turns();
  readonly #delays = new Map<string, Map<number, number>>();
  readonly #taker: SnapshotTaker;

  constructor(gateways: ReadonlyMap<string, GuestAgent>, pool: Pool, files?: FilePlane) {
    if (files !== undefined) this.files = files;
    this.#gateways = gateways;
    this.#pool = pool;
    const names = [...gateways.keys()];
    this.#taker = new SnapshotTaker(
      {
        names,
        exclusively: (work) => this.#turns.takeAll(names, work),
        ask: (...order) => this.#ask(...order),
        isAbsent: (name, signal) => this.#isAbsent(name, signal),
      },
      pool,
    );
  }

  ensureBacking(volume: BackingVolume, signal: AbortSignal): Promise<void> {
    return this.#pool.ensure(volume, signal);
  }

  takeSnapshots(snapshots: readonly BackingSnapshot[], signal: AbortSignal): Promise<void> {
    const isDone = snapshots.every(({ id }) => this.#pool.hasSnapshot(id));
    return isDone ? Promise.resolve() : this.#taker.take(snapshots, signal);
  }

  removeSnapshot(snapshotId: number, signal: AbortSignal): Promise<void> {
    return this.#pool.releaseSnapshot(snapshotId, signal);
  }

  removeBacking(volumeId: number, signal: AbortSignal): Promise<void> {
    return this.#pool.release(volumeId, signal);
  }

  configureGateway(gateway: string, exports: GatewayExports, signal: AbortSignal): Promise<void> {
    return this.#turns.take(gateway, async () => {
      const desired = desiredState(exports, this.#pool, this.#delays.get(gateway));
      const before = await this.#dump(gateway, '', signal);
      const steps = planSteps(before.state, desired);
      if (steps.length === 0) return;
      const script = ['set -e', ...steps.flatMap(linesOf), 'set +e', ''].join('\n');
      const after = await this.#dump(gateway, script, signal);
      const left = planSteps(after.state, desired).map((step) => step.kind);
      if (left.length > 0)
        throw new Error(`${gateway} was configured but reads back wrong: ${left.join(', ')}`);
    });
  }

  /** From its next configuration on this gateway takes so much longer over every write to the volume; 0 ends it. */
  delayWrites(gateway: string, volumeId: number, ms: number): void {
    const delays = this.#delays.get(gateway) ?? new Map<number, number>();
    if (ms === 0) delays.delete(volumeId);
    else delays.set(volumeId, ms);
    this.#delays.set(gateway, delays);
  }

  async sessions(gateway: string, signal: AbortSignal): Promise<readonly GatewaySession[]> {
    return parseSessions(await this.#ask(gateway, SESSIONS_SCRIPT, ANSWER_MS, signal));
  }

  async drain(gateway: string, initiator: string, signal: AbortSignal): Promise<void> {
    await this.#ask(gateway, drainScript(initiator), DRAIN_MS, signal);
  }

  health(signal: AbortSignal): Promise<PlaneHealth> {
    return monitorHealth(signal);
  }

  async #dump(gateway: string, change: string, signal: AbortSignal): Promise<GatewayDump> {
    const dump = parseDump(await this.#ask(gateway, `${change}${DUMP_SCRIPT}`, ANSWER_MS, signal));
    if (!dump.leased)
      throw new GatewayUnreachable(gateway, 'it has no lease from the monitors and may not serve');
    return dump;
  }

  /** Without a majority of the monitors nobody can say so. */
  async #isAbsent(gateway: string, signal: AbortSignal): Promise<boolean> {
    const health = await this.health(signal).catch((error: unknown) => {
      if (error instanceof NoMajority) return undefined;
      throw error;
    });
    return (health?.gateways ?? []).some(({ name, alive }) => name === gateway && !alive);
  }

  async #ask(gateway: string, script: string, deadlineMs: number, signal: AbortSignal): Promise<string> {
    const agent = this.#gateways.get(gateway);
    if (agent === undefined) {
      const known = [...this.#gateways.keys()].join(', ');
      throw new RangeError(`unknown gateway \`${gateway}\`: the lab has ${known}`);
    }
    try {
      return await agent.must(script, { deadlineMs, signal });
    } catch (error) {
      if (error instanceof GuestSilent) throw new GatewayUnreachable(gateway, error.message);
      if (signal.aborted) throw new GatewayUnreachable(gateway, 'the caller gave up waiting');
      throw error;
    }
  }
}
