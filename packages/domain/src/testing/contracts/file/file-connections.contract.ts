import type { FileNode } from '../../../file/file-node-id.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { theGateways, type FileSubject } from './file-subject.js';

/** Adds NFS connections that the test makes, to the gateway that holds the VIP. */
export interface FileConnectionsSubject extends FileSubject {
  connect(node: FileNode): Promise<unknown>;
  disconnect(node: FileNode): Promise<unknown>;
}

export const fileConnectionsContract: readonly ContractCase<FileConnectionsSubject>[] = [
  {
    name: 'a connected node is seen at the gateway that holds the VIP alone, until it has gone',
    run: async (subject) => {
      const [node, other] = [subject.freshNode(), subject.freshNode()];
      const gatewayGroup = await theGateways(subject);
      const seen = async (who: FileNode) => {
        const request = { node: who, gatewayGroup };
        const words = expectOk(await subject.array.files.clients.connections(request, never), 'connections');
        return words.filter(({ session }) => session === 'logged-in').map(({ gateway }) => gateway);
      };
      await subject.connect(node);
      const holder = gatewayGroup.gateways.filter(({ holdsVip }) => holdsVip).map(({ host }) => host);
      expectEqual(await seen(node), holder, 'connected');
      expectEqual(await seen(other), [], 'another node');
      await subject.disconnect(node);
      expectEqual(await seen(node), [], 'gone');
    },
  },
];
