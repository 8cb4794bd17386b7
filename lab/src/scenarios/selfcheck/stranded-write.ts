import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../lab.js';
import { poolBlock, putBlock, putCommand } from '../block-io.js';
import { slowWrites } from '../gateway-io.js';
import type { Report } from '../report.js';
import { diskThrough } from './coherence-check.js';

/** Longer than lease and path failure together, so the write is still inside when the site is cut. */
const DELAY_MS = 18_000;
const BLOCK = 7;

/**
 * The stale write: a write sits in gw-b's slow disk when its site is cut; the same block is then rewritten
 * through gw-a and acknowledged. If gw-b ever executed the old write, acknowledged data would be lost.
 */
export class StrandedWrite {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  #sentAt = 0;

  constructor(lab: Lab, signal: AbortSignal) {
    this.#lab = lab;
    this.#signal = signal;
  }

  async strand(): Promise<void> {
    const signal = this.#signal;
    const agent = this.#lab.guest('node-1').agent;
    const device = await diskThrough(this.#lab, { node: 'node-1', gateway: 'gw-b', lun: 2 }, signal);
    await slowWrites(this.#lab.guest('gw-b').agent, 2, DELAY_MS, signal);
    this.#sentAt = Date.now();
    const command = putCommand(device, BLOCK, 'OLD');
    await agent.must(`( setsid sh -c "${command.replaceAll('"', '\\"')}" >/dev/null 2>&1 </dev/null & )`, {
      deadlineMs: 10_000,
      signal,
    });
    await sleep(1_000, undefined, { signal });
  }

  /** Rewrites through the living gateway and watches the pool until the old write's time has passed. */
  async rewriteAndWatch(report: Report): Promise<void> {
    const signal = this.#signal;
    const device = await diskThrough(this.#lab, { node: 'node-1', gateway: 'gw-a', lun: 2 }, signal);
    await putBlock(this.#lab.guest('node-1').agent, { device, block: BLOCK }, 'NEW', signal);
    const rewrittenAt = Date.now() - this.#sentAt;
    const until = this.#sentAt + DELAY_MS + 3_000;
    const seen = new Set<string>();
    while (Date.now() < until) {
      seen.add(await poolBlock(this.#lab.pool, 2, BLOCK));
      await sleep(100, undefined, { signal });
    }
    const holds = rewrittenAt < DELAY_MS && seen.size === 1 && seen.has('NEW');
    report.check(
      'a write stranded in the lost gateway never lands',
      holds,
      `due ${DELAY_MS} ms after it was sent, block rewritten at ${rewrittenAt} ms, the pool then held: ${[...seen].join(', ')}`,
    );
  }
}
