import type { GatewayWord } from '../../../attachment/lun-access.port.js';
import type { ClientGroup, FileClient } from '../../../file/client-group.js';
import type { FileClients } from '../../../file/file-clients.port.js';
import type { FileNode } from '../../../file/file-node-id.js';
import type { GatewayGroup } from '../../../file/gateway-group.js';
import { nodeGroupName } from '../../../file/node-group.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { answerFile, changeFile, nextId, type FileArrayState } from './file-array-state.js';

export class FakeFileClients implements FileClients {
  private readonly state: FileArrayState;

  constructor(state: FileArrayState) {
    this.state = state;
  }

  group(name: string): Promise<Result<ClientGroup | undefined, Problem>> {
    return answerFile(this.state, 'find a client group', () => ok(this.named(name)));
  }

  registerNode(node: FileNode): Promise<Result<ClientGroup, Problem>> {
    return changeFile(this.state, 'register a node', () => {
      const name = nodeGroupName(node);
      const existing = this.named(name);
      if (existing !== undefined) return this.asNeeded(existing, node);
      const clients = node.addresses.map((ip) => this.clientAt(ip, node));
      const group = { id: nextId(this.state), name, clients };
      this.state.groups.set(group.id, group);
      return ok(group);
    });
  }

  connections({
    node,
    gatewayGroup,
  }: {
    readonly node: FileNode;
    readonly gatewayGroup: GatewayGroup;
  }): Promise<Result<readonly GatewayWord[], Problem>> {
    const { connections, silentGateways, goneHosts } = this.state.faults;
    return answerFile(this.state, 'list connections', () =>
      ok(
        gatewayGroup.gateways.map(({ host }) => ({
          gateway: host,
          session: node.addresses.some((ip) => connections.get(host)?.has(ip) === true)
            ? 'logged-in'
            : 'none',
          answers: !silentGateways.has(host),
          hostGone: goneHosts.has(host),
        })),
      ),
    );
  }

  private named(name: string): ClientGroup | undefined {
    return [...this.state.groups.values()].find((group) => group.name === name);
  }

  private asNeeded(group: ClientGroup, { addresses }: FileNode): Result<ClientGroup, Problem> {
    const has = group.clients.map(({ ip }) => ip).sort();
    const wanted = [...addresses].sort();
    if (has.join() === wanted.join()) return ok(group);
    const difference = `it has ${has.join(', ')} and the node ${wanted.join(', ')}`;
    return failed({ kind: 'client-group-differs', group: group.name, difference });
  }

  private clientAt(ip: string, node: FileNode): FileClient {
    const existing = [...this.state.clients.values()].find((client) => client.ip === ip);
    if (existing !== undefined) return existing;
    const client = { id: nextId(this.state), name: `twinsite-${node.name}-${ip}`, ip };
    this.state.clients.set(client.id, client);
    return client;
  }
}
