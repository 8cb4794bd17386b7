import { executeCommand, type CommandRoom } from '../execute-command.js';
import { arrivingAt, type WriteLog } from '../write-log.js';
import {
  FileError,
  type FileClientHost,
  type FileFabric,
  type FileMount,
  type FilePlace,
  type FileUsage,
} from './file-fabric.js';
import type { FileStore } from './file-store.js';
import type { FileWriteEntry } from './file-write-entry.js';
import type { FileRequest, MemoryFileGateway } from './memory-file-gateway.js';

export interface FileRoom extends CommandRoom {
  readonly store: FileStore;
  readonly writeLog: WriteLog<FileWriteEntry>;
  readonly gateways: readonly MemoryFileGateway[];
}

/** What one request does, once the gateway has let it in. */
interface Work<T> {
  readonly kind: FileRequest['kind'];
  readonly path: string;
  /** Called when it arrives; the rest when it executes or is dropped. */
  readonly begin: (gateway: MemoryFileGateway) => { readonly run: () => T; readonly dropped: () => void };
}

/** The data network between simulated hosts and the in-memory file gateways. */
export class MemoryFileFabric implements FileFabric {
  private readonly room: FileRoom;
  private readonly mounts = new Map<number, FileMount>();
  private lastMount = 0;

  constructor(room: FileRoom) {
    this.room = room;
  }

  async mount(request: Omit<FileMount, 'id'>, signal: AbortSignal): Promise<FileMount> {
    const { path, client } = request;
    const gateway = await this.serving(request, signal);
    const right = gateway.rightOf({ clientIp: client.ip, path });
    if (right === 'not-exported' || !this.room.store.has(path))
      throw new FileError('not-exported', `${request.server}:${path}`);
    if (right === 'none') throw new FileError('access-denied', `${client.ip} to ${request.server}:${path}`);
    gateway.connections.add(client.ip);
    const mount = { ...request, id: (this.lastMount += 1) };
    this.mounts.set(mount.id, mount);
    return mount;
  }

  statfs(mount: FileMount, signal: AbortSignal): Promise<FileUsage> {
    return this.looking(mount, mount.path, () => this.room.store.statfs(mount.path), signal);
  }

  create(mount: FileMount, name: string, signal: AbortSignal): Promise<void> {
    const path = `${mount.path}/${name}`;
    const begin = () => ({ run: () => this.room.store.create(path), dropped: () => undefined });
    return this.exchange(mount, { kind: 'write', path, begin }, signal);
  }

  write(
    mount: FileMount,
    { name, offset }: FilePlace,
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, clock, writeLog } = this.room;
    const path = `${mount.path}/${name}`;
    const data = Uint8Array.from(bytes);
    const begin = (gateway: MemoryFileGateway) => {
      const where = { gateway: gateway.host.name, clientIp: mount.client.ip, path };
      const entry = writeLog.arrive({ ...where, offset, length: data.length, ...arrivingAt(clock.now()) });
      const run = (): void => {
        store.write(path, offset, data);
        entry.executedAt = clock.now();
      };
      return { run, dropped: () => void (entry.droppedAt = clock.now()) };
    };
    return this.exchange(mount, { kind: 'write', path, begin }, signal);
  }

  read(
    mount: FileMount,
    place: FilePlace & { readonly length: number },
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const path = `${mount.path}/${place.name}`;
    return this.looking(mount, path, () => this.room.store.read(path, place), signal);
  }

  close(mount: FileMount): void {
    this.mounts.delete(mount.id);
    const { server, client } = mount;
    const others = [...this.mounts.values()];
    if (others.some((other) => other.server === server && other.client.ip === client.ip)) return;
    for (const gateway of this.room.gateways)
      if (isAt(gateway, server)) gateway.connections.delete(client.ip);
  }

  private looking<T>(mount: FileMount, path: string, run: () => T, signal: AbortSignal): Promise<T> {
    return this.exchange(
      mount,
      { kind: 'read', path, begin: () => ({ run, dropped: () => undefined }) },
      signal,
    );
  }

  /** Sends the request to whoever serves the address, and again when it was dropped or its answer was lost. */
  private async exchange<T>(mount: FileMount, work: Work<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      const gateway = await this.serving(mount, signal);
      gateway.connections.add(mount.client.ip);
      refuse(gateway, { clientIp: mount.client.ip, path: work.path, kind: work.kind });
      const answer = await this.served(gateway, mount, work, signal);
      const isTold = (): boolean => isAt(gateway, mount.server) && this.linked(mount.client, gateway);
      await this.room.network.when(() => isTold() || !isAt(gateway, mount.server), signal);
      if (answer !== undefined && isTold()) return answer.value;
    }
  }

  /** Undefined when the gateway has dropped it. */
  private served<T>(
    gateway: MemoryFileGateway,
    { client }: FileMount,
    { kind, path, begin }: Work<T>,
    signal: AbortSignal,
  ): Promise<{ readonly value: T } | undefined> {
    const { run, dropped } = begin(gateway);
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(signal.reason as Error);
      const end = (act: () => void): void => {
        signal.removeEventListener('abort', abort);
        act();
      };
      signal.addEventListener('abort', abort);
      const drop = (): void => {
        dropped();
        end(() => resolve(undefined));
      };
      const command = { sender: { clientIp: client.ip, path, kind }, run, dropped: drop };
      executeCommand(this.room, gateway, command).then(
        (value) => end(() => resolve({ value })),
        (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }

  private async serving(
    { server, client }: Pick<FileMount, 'server' | 'client'>,
    signal: AbortSignal,
  ): Promise<MemoryFileGateway> {
    const { network, gateways } = this.room;
    const find = (): MemoryFileGateway | undefined =>
      gateways.find(
        (gateway) =>
          isAt(gateway, server) &&
          this.linked(client, gateway) &&
          gateway.isActive() &&
          gateway.exports !== undefined,
      );
    await network.when(() => find() !== undefined, signal);
    return find() ?? this.serving({ server, client }, signal);
  }

  private linked(client: FileClientHost, { host }: MemoryFileGateway): boolean {
    return this.room.network.connected(client.site ?? host.site, host.site);
  }
}

const isAt = (gateway: MemoryFileGateway, server: string): boolean =>
  gateway.host.fileGateway.ip === server || gateway.vips.has(server);

function refuse(gateway: MemoryFileGateway, request: FileRequest): void {
  const right = gateway.rightOf(request);
  if (right === 'not-exported') throw new FileError('ESTALE', request.path);
  if (right === 'none') throw new FileError('EACCES', request.path);
  if (right === 'read-only' && request.kind === 'write') throw new FileError('EROFS', request.path);
}
