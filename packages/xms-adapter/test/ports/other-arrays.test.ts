import { never } from '@twinsite/domain';
import type { AccessPath, BlockVolume } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { anArray, expectOk, expectProblem, volumeName } from '../transport/an-array.js';
import {
  aVolume,
  loggingIn,
  startManagerStub,
  volumesReply,
  type Answer,
  type SeenRequest,
} from '../transport/manager-stub.js';
import { aNode } from './on-simulator.js';

/** Behaviours the API leaves open and the simulator does not show. */

const node = aNode('node-1');
const accessPath: AccessPath = {
  id: '1',
  name: 'ap',
  type: 'Kubernetes',
  status: 'active',
  mode: 'multipath',
  targets: [],
};
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

/** Answers by `METHOD path` without query; what is missing is an empty list of that name. */
async function arrayOf(answers: Readonly<Record<string, (request: SeenRequest) => Answer>>) {
  const manager = await startManagerStub(
    loggingIn((request) => {
      const path = request.target.replace(/\?.*/, '').replace('/v1/', '');
      const answer = answers[`${request.method} ${path}`];
      return answer?.(request) ?? { status: 200, json: { [path.replaceAll('-', '_').replace('/', '')]: [] } };
    }),
  );
  const { array, directory } = anArray([manager.address]);
  open.push(manager, directory);
  return { array, manager };
}

const list =
  (key: string, ...rows: readonly object[]) =>
  (): Answer => ({ status: 200, json: { [key]: rows } });
const group = { id: 3, name: 'node-1', clients: [{ id: 1, code: node.iqn }] };
const mappingGroup = (status: string) => ({ id: 5, status, access_path: { id: 1 }, client_group: { id: 3 } });
const lun = { id: 1, lun_id: 9, volume: { id: 7, name: 'pvc-1' } };

async function theVolume(array: Awaited<ReturnType<typeof arrayOf>>['array']): Promise<BlockVolume> {
  const volume = expectOk(await array.volumes.find(volumeName('pvc-1'), never));
  if (volume === undefined) throw new Error('the volume is there');
  return volume;
}

describe('an array that drops the LUN row before it has settled the removal', () => {
  it('is waited for until the mapping group has settled', async () => {
    let looks = 0;
    let removed = false;
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1')),
      'GET client-groups/': list('client_groups', group),
      'GET mapping-groups/': list('mapping_groups', mappingGroup('active')),
      'GET luns/': () => list('luns', ...(removed ? [] : [lun]))(),
      'DELETE mapping-groups/5/block-volumes': () => {
        removed = true;
        return { status: 202, json: { mapping_group: mappingGroup('updating') } };
      },
      'GET mapping-groups/5': () => ({
        status: 200,
        json: { mapping_group: mappingGroup((looks += 1) > 3 ? 'active' : 'updating') },
      }),
    });
    expectOk(await array.lunAccess.revoke(await theVolume(array), node, never));
    expect(looks).toBe(4);
  });

  it('and has the group vanish meanwhile is believed when the rows are gone too', async () => {
    let removed = false;
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1')),
      'GET client-groups/': list('client_groups', group),
      'GET mapping-groups/': list('mapping_groups', mappingGroup('active')),
      'GET luns/': () => list('luns', ...(removed ? [] : [lun]))(),
      'DELETE mapping-groups/5/block-volumes': () => {
        removed = true;
        return { status: 404 };
      },
      'GET mapping-groups/5': () => ({ status: 400 }),
    });
    expectOk(await array.lunAccess.revoke(await theVolume(array), node, never));
  });
});

describe('an array that accepts a mapping and shows no LUN', () => {
  it('is lun-missing after some looks', async () => {
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1')),
      'GET clients/': list('clients', { id: 1, code: node.iqn, client_group: { id: 3, name: 'node-1' } }),
      'POST mapping-groups/': () => ({ status: 200, json: { mapping_group: mappingGroup('active') } }),
      'GET mapping-groups/5': () => ({ status: 200, json: { mapping_group: mappingGroup('active') } }),
    });
    const request = { volume: await theVolume(array), node, accessPath };
    expectProblem(await array.lunAccess.grant(request, never), 'lun-missing');
  });
});

describe('an array that lists client groups without their clients', () => {
  it('is asked for them', async () => {
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1')),
      'GET client-groups/': list('client_groups', {
        id: 3,
        name: 'node-1',
        description: 'twinsite node node-1',
      }),
      'GET clients/': ({ target }) =>
        list('clients', ...(target.includes('client_group_id=3') ? [{ id: 1, code: node.iqn }] : []))(),
    });
    const holders = expectOk(await array.lunAccess.holders(await theVolume(array), never));
    expect(holders).toEqual([{ client: 'node-1', iqns: [node.iqn], nodeId: `1;node-1;${node.iqn}` }]);
  });
});

describe('two volumes of one name', () => {
  it('are ambiguous, not the first of them', async () => {
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1'), aVolume(8, 'pvc-1')),
    });
    const problem = expectProblem(await array.volumes.find(volumeName('pvc-1'), never), 'volume-ambiguous');
    expect(problem.arrays).toEqual(['array-1 (volume id 7)', 'array-1 (volume id 8)']);
  });
});

describe('a target that still reads active', () => {
  it.each([
    ['up is false', { up: false, status: 'active' }],
    ['the status is offline', { status: 'offline' }],
  ])('does not answer when of its host %s', async (_what, host) => {
    const { array } = await arrayOf({
      'GET block-volumes/': () => volumesReply(aVolume(7, 'pvc-1')),
      'GET targets/': list('targets', {
        id: 1,
        iqn: 'iqn.x',
        status: 'active',
        host: { id: 2, name: 'gw-a' },
      }),
      'GET hosts/': list('hosts', { id: 2, name: 'gw-a', ...host }),
    });
    const request = { volume: await theVolume(array), node, accessPath };
    expect(expectOk(await array.lunAccess.sessions(request, never))).toEqual([
      { gateway: 'gw-a', session: 'unknown', answers: false, hostGone: true },
    ]);
  });
});

describe('an access path that counts VIP groups of which none is its own', () => {
  it.each([
    ['another kind', { resource_type: 'FSGatewayGroup', resource_id: 1 }],
    ['another path', { resource_type: 'AccessPath', resource_id: 2 }],
  ])('(%s) is refused, not used through its gateways', async (_, resource) => {
    const path = {
      id: 1,
      name: 'ap',
      type: 'Kubernetes',
      status: 'active',
      iqn: 'iqn.x:ap',
      vip_group_num: 1,
    };
    const { array } = await arrayOf({
      'GET access-paths/': list('access_paths', path),
      'GET vip-groups/': list('vip_groups', { id: 1, ...resource }),
    });
    const problem = expectProblem(await array.accessPaths.find('ap', never), 'array-reply-malformed');
    expect(problem.detail).toContain('counts 1 VIP groups');
  });
});
