import { addressOf, FILE_GATEWAYS, FILE_VIP } from '@twinsite/lab';
import type { FilesSpec } from '@twinsite/xms-adapter/simulator';
import { POOL } from './article-array.js';

/** The article's folder, and its client group. */
export const FOLDER = 'k8s-nfs';
const GROUP = 'k8s-cluster';
/** Room for a few claims of the article's 5 GiB. */
export const FOLDER_BYTES = 24 * 1024 ** 3;

/** What the article makes in the array's dashboard: clients, a group of them, gateways of both sites with a VIP, a folder. */
export const ARTICLE_FILES: FilesSpec = {
  folders: [{ name: FOLDER, pool: POOL, sizeBytes: FOLDER_BYTES }],
  gatewayGroups: [{ name: 'nfs', vip: FILE_VIP, gateways: FILE_GATEWAYS }],
  clientGroups: [
    {
      name: GROUP,
      clients: (['node-1', 'node-2'] as const).map((name) => ({ name, ip: addressOf(name, 'data') })),
    },
  ],
  // Of the folder itself there is none: who may mount it may mount every volume in it.
  shares: [],
};
