import { nodeGroupName } from '../../../file/node-group.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { theGateways, type FileSubject } from './file-subject.js';

export const fileClientsContract: readonly ContractCase<FileSubject>[] = [
  {
    name: 'a group nobody made is not found, nor is that of a new node',
    run: async (subject) => {
      const { clients } = subject.array.files;
      expectEqual(expectOk(await clients.group(subject.freshName(), never), 'group'), undefined, 'group');
      const own = await clients.group(nodeGroupName(subject.freshNode()), never);
      expectEqual(expectOk(own, 'group of the node'), undefined, 'group of the node');
    },
  },
  {
    name: 'a registered node has a group of exactly its addresses, the same one each time',
    run: async (subject) => {
      const { clients } = subject.array.files;
      const node = subject.freshNode();
      const made = expectOk(await clients.registerNode(node, never), 'register');
      expectEqual(made.name, nodeGroupName(node), 'name');
      expectEqual(made.clients.map(({ ip }) => ip).sort(), [...node.addresses].sort(), 'addresses');
      expectEqual(expectOk(await clients.registerNode(node, never), 'again').id, made.id, 'id');
      const found = await clients.group(made.name, never);
      expectEqual(expectOk(found, 'find')?.id, made.id, 'found');
    },
  },
  {
    name: 'an address that is registered already is used as it is',
    run: async (subject) => {
      const { clients } = subject.array.files;
      const node = subject.freshNode();
      const first = expectOk(await clients.registerNode(node, never), 'register');
      const namesake = { ...node, name: subject.freshNode().name };
      const second = expectOk(await clients.registerNode(namesake, never), 'register the other name');
      const ids = (group: typeof first) => group.clients.map(({ id }) => id).sort();
      expectEqual(ids(second), ids(first), 'clients');
    },
  },
  {
    name: 'two registrations of one node at once make one group',
    run: async (subject) => {
      const { clients } = subject.array.files;
      const node = subject.freshNode();
      const both = await Promise.all([clients.registerNode(node, never), clients.registerNode(node, never)]);
      const [one, other] = both.map((group) => expectOk(group, 'register'));
      expectEqual(one?.id, other?.id, 'id');
      expectEqual(expectOk(await clients.registerNode(node, never), 'register'), one, 'group');
    },
  },
  {
    name: 'a node that has mounted nothing has no connection at any gateway',
    run: async (subject) => {
      const gatewayGroup = await theGateways(subject);
      const request = { node: subject.freshNode(), gatewayGroup };
      const words = expectOk(await subject.array.files.clients.connections(request, never), 'connections');
      expectEqual(
        words.map(({ gateway }) => gateway).sort(),
        gatewayGroup.gateways.map(({ host }) => host).sort(),
        'gateways',
      );
      for (const { session, answers, hostGone } of words) {
        expectEqual([session, answers, hostGone], ['none', true, false], 'word');
      }
    },
  },
];
