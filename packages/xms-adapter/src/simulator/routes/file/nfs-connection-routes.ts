import type { Call, Reply } from '../../http/call.js';
import type { World } from '../../world.js';
import { listReply } from '../list-reply.js';
import { compact, times } from '../render.js';
import type { Routes } from '../route.js';
import { viewOf } from './file-gateway-routes.js';
import { shareAsked } from './share-acl-routes.js';

export const nfsConnectionRoutes: Routes = { 'GET /fs-nfs-connections/': list };

/** By what the gateways themselves say; one that does not answer has no rows. A connection belongs to no share alone. */
async function list(world: World, call: Call): Promise<Reply> {
  const { state, clock } = world;
  const shareId = shareAsked(world, call);
  const group = state.fsShares.get(shareId ?? 0)?.gatewayGroupId;
  const gateways = state.fsGateways.where((row) => (group ?? row.gatewayGroupId) === row.gatewayGroupId);
  const views = await Promise.all(gateways.map((gateway) => viewOf(world, gateway)));
  const clients = views.flatMap((view) => view?.connections ?? []);
  const now = { createdAt: clock.now(), updatedAt: clock.now() };
  const rows = clients.map(({ clientIp }, index) => ({ ...now, id: index + 1, clientIp }));
  return listReply(world, call, {
    key: 'fs_nfs_connections',
    rows,
    render: (row) =>
      compact({
        ...times(row),
        id: row.id,
        client_ip: row.clientIp,
        fs_nfs_share: shareId === undefined ? undefined : { id: shareId },
      }),
  });
}
