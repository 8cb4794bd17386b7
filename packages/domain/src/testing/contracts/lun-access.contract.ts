import type { AccessPath } from '../../attachment/access-path.js';
import type { GrantRequest } from '../../attachment/lun-access.port.js';
import { formatNodeId, type NodeIdentity } from '../../attachment/node-id.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aVolume } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

/** Adds to the volumes' subject a two-site access path and nodes nobody has used. */
export interface LunAccessSubject extends VolumesSubject {
  readonly accessPath: AccessPath;
  freshNode(): NodeIdentity;
}

export async function aGrant(subject: LunAccessSubject): Promise<GrantRequest & { readonly lun: number }> {
  const request = {
    volume: await aVolume(subject),
    node: subject.freshNode(),
    accessPath: subject.accessPath,
  };
  const grant = expectOk(await subject.array.lunAccess.grant(request, never), 'grant');
  return { ...request, lun: grant.lun };
}

export const lunAccessContract: readonly ContractCase<LunAccessSubject>[] = [
  {
    name: 'a new volume is held by nobody and a new initiator is owned by nobody',
    run: async (subject) => {
      const volume = await aVolume(subject);
      expectEqual(expectOk(await subject.array.lunAccess.holders(volume, never), 'holders'), [], 'holders');
      const owner = await subject.array.lunAccess.ownerOf(subject.freshNode().iqn, never);
      expectEqual(expectOk(owner, 'owner'), undefined, 'owner');
    },
  },
  {
    name: 'a grant registers the initiator for its node and shows the node as holder',
    run: async (subject) => {
      const { volume, node, lun } = await aGrant(subject);
      expectTrue(lun >= 1, 'LUN 0 is never used');
      expectEqual(
        expectOk(await subject.array.lunAccess.ownerOf(node.iqn, never), 'owner'),
        node.name,
        'owner',
      );
      const holders = expectOk(await subject.array.lunAccess.holders(volume, never), 'holders');
      expectEqual(
        holders.map(({ client }) => client),
        [node.name],
        'clients',
      );
      expectEqual(holders[0]?.iqns, [node.iqn], 'initiators');
      expectEqual(holders[0]?.nodeId, expectOk(formatNodeId(node), 'node id'), 'node id');
      const found = expectOk(await subject.array.volumes.find(volume.name, never), 'find');
      expectEqual(found?.accessPath, subject.accessPath.name, 'access path of the volume');
    },
  },
  {
    name: 'granting again gives the same LUN',
    run: async (subject) => {
      const request = await aGrant(subject);
      const again = expectOk(await subject.array.lunAccess.grant(request, never), 'again');
      expectEqual(again.lun, request.lun, 'LUN');
      expectTrue(!again.isNew, 'the mapping was there already');
      expectEqual(
        expectOk(await subject.array.lunAccess.granted(request, never), 'granted')?.lun,
        request.lun,
        'LUN read back',
      );
    },
  },
  {
    name: 'two volumes of one node get different LUNs',
    run: async (subject) => {
      const first = await aGrant(subject);
      const request = { volume: await aVolume(subject), node: first.node, accessPath: subject.accessPath };
      const second = expectOk(await subject.array.lunAccess.grant(request, never), 'grant');
      expectTrue(second.lun !== first.lun, 'LUNs differ');
      expectEqual(second.volumesOfNode, 2, 'volumes the node has now');
      expectTrue(second.isNew, 'the call made the mapping');
    },
  },
  {
    name: 'a revoked volume is held by nobody, other volumes stay, and revoking again is success',
    run: async (subject) => {
      const first = await aGrant(subject);
      const other = { volume: await aVolume(subject), node: first.node, accessPath: subject.accessPath };
      expectOk(await subject.array.lunAccess.grant(other, never), 'grant');
      expectOk(await subject.array.lunAccess.revoke(first.volume, first.node, never), 'revoke');
      expectEqual(
        expectOk(await subject.array.lunAccess.holders(first.volume, never), 'holders'),
        [],
        'holders',
      );
      expectEqual(
        expectOk(await subject.array.lunAccess.granted(first, never), 'granted'),
        undefined,
        'mapping',
      );
      expectTrue(
        expectOk(await subject.array.lunAccess.granted(other, never), 'other') !== undefined,
        'the other stays',
      );
      expectOk(await subject.array.lunAccess.revoke(first.volume, first.node, never), 'revoke again');
    },
  },
  {
    name: 'two nodes granted at once both appear',
    run: async (subject) => {
      const volume = await aVolume(subject);
      const nodes = [subject.freshNode(), subject.freshNode()];
      const grants = await Promise.all(
        nodes.map((node) =>
          subject.array.lunAccess.grant({ volume, node, accessPath: subject.accessPath }, never),
        ),
      );
      for (const grant of grants) expectOk(grant, 'grant');
      const holders = expectOk(await subject.array.lunAccess.holders(volume, never), 'holders');
      expectEqual(
        holders.map(({ client }) => client).sort(),
        nodes.map(({ name }) => name).sort(),
        'holders',
      );
    },
  },
];
