import type { Clock } from '../clock.js';
import type { FabricSession } from './fabric.js';
import type { MemoryGateway } from './memory-gateway.js';

interface Deaf {
  readonly gateways: readonly MemoryGateway[];
  readonly clock: Clock;
  /** How long an initiator may be out of reach before its session ends, as a target's own keep-alive finds it. Unit: ms. */
  readonly afterMs: number;
  readonly reaches: (session: FabricSession, gateway: MemoryGateway) => boolean;
  readonly onEnd: () => void;
}

/** Ends sessions of initiators that a gateway does not reach any more (RFC 7143 section 7.6: NOP-In without an answer). */
export class DeafSessions {
  private readonly parts: Deaf;
  private readonly waiting = new Map<FabricSession, () => void>();

  constructor(parts: Deaf) {
    this.parts = parts;
  }

  /** Called on every change of the network. */
  review(): void {
    for (const gateway of this.parts.gateways)
      for (const session of gateway.sessions.values()) this.reviewOne(session, gateway);
  }

  private reviewOne(session: FabricSession, gateway: MemoryGateway): void {
    const { clock, afterMs, reaches, onEnd } = this.parts;
    const waiting = this.waiting.get(session);
    if (reaches(session, gateway)) {
      waiting?.();
      this.waiting.delete(session);
      return;
    }
    if (waiting !== undefined) return;
    const forget = clock.after(afterMs, () => {
      this.waiting.delete(session);
      gateway.closeSessions((other) => other === session);
      onEnd();
    });
    this.waiting.set(session, forget);
  }
}
