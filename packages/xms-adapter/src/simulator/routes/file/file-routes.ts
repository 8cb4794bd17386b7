import { ApiFault } from '../../http/api-fault.js';
import type { Routes } from '../route.js';
import { fileClientGroupRoutes } from './file-client-group-routes.js';
import { fileClientRoutes } from './file-client-routes.js';
import { fileGatewayRoutes } from './file-gateway-routes.js';
import { folderRoutes } from './folder-routes.js';
import { quotaTreeRoutes } from './quota-tree-routes.js';
import { shareAclRoutes } from './share-acl-routes.js';
import { shareRoutes } from './share-routes.js';
import { nfsConnectionRoutes } from './nfs-connection-routes.js';

/** Everything called `fs-*`; arrays of 6.x do not have it. */
export const fileRoutes: Routes = unlessAbsent({
  ...folderRoutes,
  ...quotaTreeRoutes,
  ...fileGatewayRoutes,
  ...fileClientRoutes,
  ...fileClientGroupRoutes,
  ...shareRoutes,
  ...shareAclRoutes,
  ...nfsConnectionRoutes,
});

function unlessAbsent(routes: Routes): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([key, handler]) => [
      key,
      (world, call) => {
        if (world.switches().fileApi === 'absent') throw new ApiFault(404, 'page not found');
        return handler(world, call);
      },
    ]),
  );
}
