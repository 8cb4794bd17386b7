import { bytes, never, nodeGroupName, type GatewayGroup, type Problem, type Result } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk, expectProblem } from '../../transport/an-array.js';
import { onSimulator, type OnSimulator } from '../on-simulator.js';
import { fileNode, planeOf, sharedWith, SIZE, theFolder, theGateways, treeName, VIP } from './on-files.js';

let at: OnSimulator;
const node = fileNode('node-1');

beforeEach(async () => {
  at = await onSimulator();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const now = { createdAt: 0, updatedAt: 0 };

describe('a node that is registered', () => {
  it('uses the client that an administrator made for its address, however that is written', async () => {
    const admin = at.simulator.state.fsClients.insert((id) => ({
      id,
      ...now,
      name: 'by hand',
      ip: 'fd00:0::7',
    }));
    const six = { name: 'node-6', addresses: ['fd00::7'] };
    const group = expectOk(await at.array.files.clients.registerNode(six, never));
    expect(group.clients).toEqual([{ id: String(admin.id), name: 'by hand', ip: 'fd00:0::7' }]);
    expect(expectOk(await at.array.files.clients.registerNode(six, never))).toEqual(group);
  });

  it.each([
    ['unique', 'unique'],
    ['repeatable', 'repeatable'],
  ] as const)(
    'at once by two controllers is one group (addresses %s, names %s)',
    async (clientAddresses, fileGroupNames) => {
      at.simulator.setSwitches({ clientAddresses, fileGroupNames });
      for (const operation of ['POST /fs-clients/', 'POST /fs-client-groups/'])
        at.simulator.addFault({ operation, effect: { kind: 'delay', ms: 100 } });
      const both = [at.array, at.anotherController()].map(({ files }) =>
        files.clients.registerNode(node, never),
      );
      const [one, other] = (await Promise.all(both)).map((group) => expectOk(group));
      expect(other?.id).toBe(one?.id);
    },
  );

  it('is not taken for a group of its name that somebody changed, and changes nothing then', async () => {
    const name = nodeGroupName(node);
    at.simulator.state.fsClientGroups.insert((id) => ({ id, ...now, name, clientIds: [1] }));
    at.requests();
    const problem = expectProblem(
      await at.array.files.clients.registerNode(node, never),
      'client-group-differs',
    );
    expect(problem.difference).toBe('it has 10.9.0.0/16, and the node 10.20.0.1');
    expect(at.requests().filter((operation) => !operation.startsWith('GET '))).toEqual([]);
  });
});

describe('the word of the gateways', () => {
  const connect = () => {
    const client = { ip: node.addresses[0] ?? '' };
    const request = { server: VIP, path: '/sdsfs/csi-fs-1', client };
    return planeOf(at).fabric.mount(request, new AbortController().signal);
  };
  const words = async (change: Partial<GatewayGroup> = {}) => {
    const request = { node, gatewayGroup: { ...(await theGateways(at.array)), ...change } };
    const heard = expectOk(await at.array.files.clients.connections(request, never));
    return heard.map(({ gateway, session, answers, hostGone }) => [gateway, session, answers, hostGone]);
  };

  it('names the holder of the VIP, and says nothing of a gateway whose host has left', async () => {
    await connect();
    expect(await words()).toEqual([
      ['fg-a', 'logged-in', true, false],
      ['fg-b', 'none', true, false],
    ]);
    await at.simulator.cut('site-b', 'refusing');
    await expect
      .poll(() => words(), { timeout: 5_000 })
      .toEqual([
        ['fg-a', 'logged-in', true, false],
        ['fg-b', 'unknown', false, true],
      ]);
  });

  it('is of every gateway while nobody is known to hold the VIP', async () => {
    await connect();
    const sessions = (await words({ vip: '10.7.9.10' })).map(([, session]) => session);
    expect(sessions).toEqual(['logged-in', 'logged-in']);
  });
});

describe('an array of 6.x', () => {
  it('is named with its version by every port, and nothing is changed', async () => {
    const { tree, share } = await sharedWith(at.array, node);
    const [folder, gatewayGroup] = [await theFolder(at.array), await theGateways(at.array)];
    const name = treeName('pvc-2');
    at.requests();
    at.simulator.setSwitches({ fileApi: 'absent' });
    const { folders, trees, shares, clients } = at.array.files;
    const answers: readonly Promise<Result<unknown, Problem>>[] = [
      folders.find('k8s-nfs', never),
      folders.list(never),
      folders.gatewayGroups(never),
      trees.find(name, never),
      trees.list(never),
      trees.create({ name, folder, size: SIZE }, never),
      trees.resize(tree, bytes(2n * SIZE), never),
      trees.delete(tree, never),
      shares.ofFolder(share.folder, never),
      shares.share({ tree, gatewayGroup, acls: [] }, never),
      clients.group('k8s-cluster', never),
      clients.registerNode(node, never),
      clients.connections({ node, gatewayGroup }, never),
    ];
    const { version } = at.simulator.topology;
    for (const answer of answers) {
      const problem = expectProblem(await answer, 'file-api-missing');
      expect(problem).toMatchObject({ array: 'array-1', version });
    }
    expect(at.requests().filter((operation) => !operation.startsWith('GET '))).toEqual([]);
  });
});
