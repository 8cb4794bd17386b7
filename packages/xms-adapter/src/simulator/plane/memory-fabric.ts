import { executeCommand } from './execute-command.js';
import {
  type Fabric,
  FabricError,
  type FabricSession,
  type InitiatorNode,
  type LoginRequest,
  type LunIdentity,
  type LunPlace,
  type LunRange,
} from './fabric.js';
import type { MemoryGateway } from './memory-gateway.js';
import type { PlaneParts } from './plane-parts.js';
import { untilServed } from './until-served.js';
import { arrivingAt } from './write-log.js';

/** The data network between simulated hosts and the in-memory gateways. */
export class MemoryFabric implements Fabric {
  private readonly parts: PlaneParts;
  private lastSession = 0;

  constructor(parts: PlaneParts) {
    this.parts = parts;
  }

  reachable(from: InitiatorNode, portal: string): boolean {
    const gateway = this.atPortal(portal);
    return gateway !== undefined && this.linked(from, gateway);
  }

  async login(request: LoginRequest, signal: AbortSignal): Promise<FabricSession> {
    const { initiator, targetIqn, portal, from } = request;
    const answers = (): boolean => {
      const found = this.atPortal(portal);
      return found !== undefined && this.linked(from, found) && found.isActive();
    };
    await this.parts.network.when(answers, signal);
    const gateway = this.atPortal(portal);
    const target = gateway?.targetAt(portal);
    if (!gateway || !target) throw new FabricError('no-portal', `${portal} refuses connections`);
    if (target.targetIqn !== targetIqn) throw new FabricError('no-target', `${targetIqn} at ${portal}`);
    if (!gateway.lunsOf(request)) throw new FabricError('not-authorised', `${initiator} at ${portal}`);
    this.lastSession += 1;
    const session = { id: this.lastSession, gateway: gateway.host.name, initiator, portal, from };
    gateway.sessions.set(session.id, session);
    return session;
  }

  async logout(session: FabricSession, signal: AbortSignal): Promise<void> {
    await this.exchange(session, signal, (gateway) => {
      gateway.closeSessions((other) => other.id === session.id);
      return Promise.resolve();
    });
  }

  reportLuns(session: FabricSession, signal: AbortSignal): Promise<readonly number[]> {
    return this.exchange(session, signal, (gateway) => {
      const luns = [...(gateway.lunsOf(session)?.keys() ?? [])];
      return Promise.resolve(luns.sort((left, right) => left - right));
    });
  }

  inquiry(session: FabricSession, lun: number, signal: AbortSignal): Promise<LunIdentity> {
    return this.exchange(session, signal, (gateway) => {
      const { naa, sizeBytes } = this.backing(gateway, session, lun);
      return Promise.resolve({ naa, sizeBytes, serial: naa.slice(7) });
    });
  }

  read(session: FabricSession, range: LunRange, signal: AbortSignal): Promise<Uint8Array> {
    return this.exchange(session, signal, (gateway) => {
      const volumeId = this.volumeAt(gateway, session, range, range.length);
      const { parts } = this;
      const run = (): Uint8Array => parts.store.read(volumeId, range.offset, range.length);
      return executeCommand(parts, gateway, { sender: senderOf(session), run, dropped: () => undefined });
    });
  }

  write(session: FabricSession, place: LunPlace, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const { store, clock, writeLog } = this.parts;
    const { offset } = place;
    const { initiator, gateway: gatewayName } = session;
    return this.exchange(session, signal, (gateway) => {
      const volumeId = this.volumeAt(gateway, session, place, bytes.length);
      const entry = writeLog.arrive({
        ...arrivingAt(clock.now()),
        gateway: gatewayName,
        initiator,
        volumeId,
        offset,
        length: bytes.length,
      });
      const data = Uint8Array.from(bytes);
      const run = (): void => {
        store.write(volumeId, offset, data);
        entry.executedAt = clock.now();
      };
      const dropped = (): void => {
        entry.droppedAt = clock.now();
      };
      return executeCommand(this.parts, gateway, { sender: senderOf(session), run, dropped });
    });
  }

  async nop(session: FabricSession, signal: AbortSignal): Promise<void> {
    await this.exchange(session, signal, () => Promise.resolve());
  }

  private async exchange<T>(
    session: FabricSession,
    signal: AbortSignal,
    serve: (gateway: MemoryGateway) => Promise<T>,
  ): Promise<T> {
    const { network } = this.parts;
    const what = `session ${session.id} at ${session.gateway}`;
    const talking = (): boolean => this.peerOf(session) !== undefined;
    const lost = (): boolean => talking() && this.peerOf(session)?.sessions.has(session.id) !== true;
    await network.when(talking, signal);
    if (lost()) throw new FabricError('session-lost', what);
    const served = serve(this.parts.gateway(session.gateway));
    const answer = await untilServed(served, { network, signal, lost, what });
    await network.when(talking, signal);
    if (this.peerOf(session)?.host.name !== session.gateway) throw new FabricError('session-lost', what);
    return answer;
  }

  /** Who answers at the session's portal now: after a VIP has moved, a gateway that does not know the session. */
  private peerOf({ portal, from }: FabricSession): MemoryGateway | undefined {
    const gateway = this.atPortal(portal);
    return gateway && this.linked(from, gateway) && gateway.isActive() ? gateway : undefined;
  }

  private volumeAt(gateway: MemoryGateway, session: FabricSession, place: LunPlace, length: number): number {
    const backing = this.backing(gateway, session, place.lun);
    if (place.offset < 0 || BigInt(place.offset + length) > backing.sizeBytes) {
      throw new FabricError(
        'out-of-range',
        `${length} bytes at ${place.offset} of ${backing.sizeBytes.toString()}`,
      );
    }
    return backing.id;
  }

  private backing(gateway: MemoryGateway, session: FabricSession, lun: number) {
    const volumeId = gateway.lunsOf(session)?.get(lun);
    const volume = volumeId === undefined ? undefined : this.parts.store.volume(volumeId);
    if (!volume) throw new FabricError('no-lun', `LUN ${lun} of ${session.initiator} at ${session.gateway}`);
    return volume;
  }

  private atPortal(portal: string): MemoryGateway | undefined {
    const { gateways } = this.parts;
    const owner = gateways.find((gateway) => gateway.ownPortal() === portal);
    return owner ?? gateways.find((gateway) => gateway.targetAt(portal) !== undefined);
  }

  private linked(from: InitiatorNode, gateway: MemoryGateway): boolean {
    const { network } = this.parts;
    const { site } = gateway.host;
    return network.connected(from.site ?? site, site);
  }
}

const senderOf = ({ initiator, portal }: FabricSession) => ({ initiator, portal });
