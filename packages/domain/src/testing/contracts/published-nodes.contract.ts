import { formatNodeId } from '../../attachment/node-id.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aVolume } from './a-volume.js';
import { aGrant, type LunAccessSubject } from './lun-access.contract.js';

export const publishedNodesContract: readonly ContractCase<LunAccessSubject>[] = [
  {
    name: 'a volume that nobody has mapped is left out',
    run: async (subject) => {
      const { id } = await aVolume(subject);
      const byVolume = expectOk(await subject.array.publishedNodes.byVolume(never), 'published nodes');
      expectEqual(byVolume.has(id), false, 'listed');
    },
  },
  {
    name: 'every node that has a volume mapped is listed with its id, until the mapping is gone',
    run: async (subject) => {
      const first = await aGrant(subject);
      const { volume, accessPath } = first;
      const other = subject.freshNode();
      const { lunAccess, publishedNodes } = subject.array;
      expectOk(await lunAccess.grant({ volume, node: other, accessPath }, never), 'second grant');
      const nodeIds = async () => {
        const byVolume = expectOk(await publishedNodes.byVolume(never), 'published nodes');
        return (byVolume.get(volume.id) ?? []).map(({ nodeId }) => nodeId).sort();
      };
      const ids = [first.node, other].map((node) => expectOk(formatNodeId(node), 'node id'));
      expectEqual(await nodeIds(), [...ids].sort(), 'node ids');
      expectOk(await lunAccess.revoke(volume, first.node, never), 'revoke');
      expectEqual(await nodeIds(), ids.slice(1), 'node ids after a removal');
    },
  },
  {
    name: 'the volumes of one node are told apart',
    run: async (subject) => {
      const first = await aGrant(subject);
      const request = { volume: await aVolume(subject), node: first.node, accessPath: first.accessPath };
      expectOk(await subject.array.lunAccess.grant(request, never), 'second volume');
      const byVolume = expectOk(await subject.array.publishedNodes.byVolume(never), 'published nodes');
      for (const { id } of [first.volume, request.volume])
        expectEqual(
          byVolume.get(id)?.map(({ iqns }) => iqns),
          [[first.node.iqn]],
          'initiators',
        );
    },
  },
];
