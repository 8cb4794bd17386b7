import { accessPathRoutes } from './access-path-routes.js';
import { accessTokenRoutes } from './access-token-routes.js';
import { authRoutes } from './auth-routes.js';
import { clientGroupRoutes } from './client-group-routes.js';
import { clientLunMappingRoutes } from './client-lun-mapping-routes.js';
import { clusterRoutes } from './cluster-routes.js';
import { fileRoutes } from './file/file-routes.js';
import { groupSnapshotRoutes } from './group-snapshot-routes.js';
import { hostRoutes } from './host-routes.js';
import { lunRoutes } from './lun-routes.js';
import { mappingGroupRoutes } from './mapping-group-routes.js';
import { poolRoutes } from './pool-routes.js';
import type { Routes } from './route.js';
import { serviceRoutes } from './service-routes.js';
import { snapshotRoutes } from './snapshot-routes.js';
import { targetRoutes } from './target-routes.js';
import { trashRoutes } from './trash-routes.js';
import { vipGroupRoutes } from './vip-group-routes.js';
import { vipInstanceRoutes } from './vip-instance-routes.js';
import { vipRoutes } from './vip-routes.js';
import { volumeGroupRoutes } from './volume-group-routes.js';
import { volumeRoutes } from './volume-routes.js';

/** Every operation the simulator can do. A new resource adds its table here and its shapes to the schema. */
export const allRoutes: Routes = {
  ...authRoutes,
  ...accessTokenRoutes,
  ...clusterRoutes,
  ...hostRoutes,
  ...serviceRoutes,
  ...poolRoutes,
  ...volumeRoutes,
  ...snapshotRoutes,
  ...volumeGroupRoutes,
  ...groupSnapshotRoutes,
  ...trashRoutes,
  ...accessPathRoutes,
  ...targetRoutes,
  ...vipGroupRoutes,
  ...vipRoutes,
  ...vipInstanceRoutes,
  ...clientGroupRoutes,
  ...mappingGroupRoutes,
  ...lunRoutes,
  ...clientLunMappingRoutes,
  ...fileRoutes,
};
