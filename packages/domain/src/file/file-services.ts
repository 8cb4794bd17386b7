import type { FileClients } from './file-clients.port.js';
import type { FileFolders } from './file-folders.port.js';
import type { NfsShares } from './nfs-shares.port.js';
import type { QuotaTrees } from './quota-trees.port.js';

/** The file side of one array, a port for each concern. */
export interface FileServices {
  readonly folders: FileFolders;
  readonly trees: QuotaTrees;
  readonly shares: NfsShares;
  readonly clients: FileClients;
}
