import type {
  CancelSignal,
  ClientGroup,
  FileClients,
  FileNode,
  GatewayWord,
  Problem,
  Result,
} from '@twinsite/domain';
import type { ArrayContext } from '../array-context.js';
import { FileRegistrations } from './file-registrations.js';
import { readConnections, type ConnectionsAsked } from './read-connections.js';

/** `/fs-clients/`, `/fs-client-groups/` and `/fs-nfs-connections/` */
export class XmsFileClients implements FileClients {
  private readonly array: ArrayContext;
  private readonly registrations: FileRegistrations;

  constructor(array: ArrayContext) {
    this.array = array;
    this.registrations = new FileRegistrations(array);
  }

  group(name: string, signal: CancelSignal): Promise<Result<ClientGroup | undefined, Problem>> {
    return this.registrations.group(name, signal);
  }

  registerNode(node: FileNode, signal: CancelSignal): Promise<Result<ClientGroup, Problem>> {
    return this.registrations.register(node, signal);
  }

  connections(
    request: ConnectionsAsked,
    signal: CancelSignal,
  ): Promise<Result<readonly GatewayWord[], Problem>> {
    return readConnections(this.array, request, signal);
  }
}
