import type { FilesSpec } from '@twinsite/xms-adapter/simulator';
import { addressOf, FILE_GATEWAYS, FILE_VIP, type GuestName } from '../network/topology.js';

const GiB = 1024 ** 3;

/** Everyone may use it, as the vendor's article has it. */
export const PUBLIC_FOLDER = 'csi-fs-1';
/** Nobody may use the folder itself: what is in it is fenced by the shares of its trees. */
export const CLOSED_FOLDER = 'k8s-nfs';
/** Both nodes. */
export const CLIENT_GROUP = 'k8s-cluster';

/** One node each. */
export const FIRST_NODE_GROUP = 'k8s-first';
export const SECOND_NODE_GROUP = 'k8s-second';

const clientOf = (name: GuestName) => ({ name, ip: addressOf(name, 'data') });

/** What the administrator of the array has made for files. */
export const LAB_FILES: FilesSpec = {
  folders: [PUBLIC_FOLDER, CLOSED_FOLDER].map((name) => ({ name, pool: 'pool-a', sizeBytes: 2 * GiB })),
  gatewayGroups: [{ name: 'nfs', vip: FILE_VIP, gateways: FILE_GATEWAYS }],
  clientGroups: [
    { name: CLIENT_GROUP, clients: [{ name: 'k8s-nodes', ip: '10.77.0.0/16' }] },
    { name: FIRST_NODE_GROUP, clients: [clientOf('node-1')] },
    { name: SECOND_NODE_GROUP, clients: [clientOf('node-2')] },
  ],
  shares: [{ folder: PUBLIC_FOLDER, gatewayGroup: 'nfs', clientGroups: 'everyone' }],
};

/** As a StorageClass names it. */
export const shareOf = (folder: string): string => `${FILE_VIP}:/sdsfs/${folder}/`;
