import { FabricFault, type Fabric, type FabricLogin, type FabricSession } from './fabric.js';
import type { MemoryDisk } from './memory-disk.js';

/** One gateway: a portal, its target, and the disks mapped per LUN. All gateways may share the disks. */
export class MemoryGateway {
  readonly portal: string;
  readonly targetIqn: string;
  readonly luns = new Map<number, MemoryDisk>();
  /** Initiators that are let in; empty: everybody. */
  readonly allowed = new Set<string>();
  /** Bytes written through this gateway. */
  written = 0;
  /** Counts restarts: sessions of an earlier life are closed. */
  life = 0;
  private up = true;
  private readonly waiting = new Set<() => void>();

  constructor(portal: string, targetIqn: string) {
    this.portal = portal;
    this.targetIqn = targetIqn;
  }

  /** Packets vanish from now on, as when a site goes dark. */
  cut(): void {
    this.up = false;
  }

  heal(): void {
    this.up = true;
    for (const go of [...this.waiting]) go();
  }

  restart(): void {
    this.life += 1;
    this.heal();
  }

  /** Resolves when the gateway answers; rejects only when the caller gives up. */
  async answered(signal: AbortSignal): Promise<void> {
    while (!this.up) await this.nextHeal(signal);
    if (signal.aborted) throw new FabricFault('unreachable', `${this.portal} was given up`);
  }

  private nextHeal(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        this.waiting.delete(go);
        signal.removeEventListener('abort', stop);
        act();
      };
      const go = (): void => end(resolve);
      const stop = (): void =>
        end(() => reject(new FabricFault('unreachable', `${this.portal} does not answer`)));
      this.waiting.add(go);
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
    });
  }
}

/** A storage network in memory, for tests of the node side alone. */
export class MemoryFabric implements Fabric {
  private readonly gateways = new Map<string, MemoryGateway>();

  add(portal: string, targetIqn: string): MemoryGateway {
    const gateway = new MemoryGateway(portal, targetIqn);
    this.gateways.set(portal, gateway);
    return gateway;
  }

  async login({ initiator, targetIqn, portal }: FabricLogin, signal: AbortSignal): Promise<FabricSession> {
    const gateway = this.gateways.get(portal);
    if (gateway === undefined) throw new FabricFault('refused', `nothing listens at ${portal}`);
    await gateway.answered(signal);
    if (gateway.targetIqn !== targetIqn) throw new FabricFault('no-target', `${portal} has no ${targetIqn}`);
    if (gateway.allowed.size > 0 && !gateway.allowed.has(initiator)) {
      throw new FabricFault('not-authorised', `${portal} refuses ${initiator}`);
    }
    return memorySession(gateway);
  }
}

function memorySession(gateway: MemoryGateway): FabricSession {
  const { life } = gateway;
  let open = true;
  const talk = async (signal: AbortSignal): Promise<void> => {
    await gateway.answered(signal);
    if (!open || gateway.life !== life)
      throw new FabricFault('closed', `session to ${gateway.portal} is closed`);
  };
  const diskAt = async (lun: number, signal: AbortSignal): Promise<MemoryDisk> => {
    await talk(signal);
    const disk = gateway.luns.get(lun);
    if (disk === undefined) throw new FabricFault('no-lun', `LUN ${lun} is not mapped at ${gateway.portal}`);
    return disk;
  };
  return {
    reportLuns: (signal) => talk(signal).then(() => [...gateway.luns.keys()].sort((a, b) => a - b)),
    inquiry: async (lun, signal) => {
      const { naa, sizeBytes } = await diskAt(lun, signal);
      return { naa, sizeBytes };
    },
    read: async (lun, { offset, length }, signal) => (await diskAt(lun, signal)).read(offset, length),
    write: async (lun, { offset, bytes }, signal) => {
      (await diskAt(lun, signal)).write(offset, bytes);
      gateway.written += bytes.length;
    },
    ping: talk,
    close: () => {
      open = false;
    },
  };
}
