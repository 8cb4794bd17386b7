import type { Routes } from './route.js';
import { listReply } from './list-reply.js';

/** No snapshot can be made yet, so the list is always empty. */
export const snapshotRoutes: Routes = {
  'GET /block-snapshots/': (world, call) => {
    return listReply(world, call, { key: 'block_snapshots', rows: [], render: () => ({}) });
  },
};
