import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import type { ClusterAccess } from '../../kubernetes/reach-cluster.js';
import { registerFileArrays } from './file-arrays.js';
import { registerFileController } from './file-controller.js';
import { registerFileIdentity } from './file-identity.js';
import { registerFileNode } from './file-node.js';

/** The rooms of `com.nfs.csi.xsky`. Nothing of block volumes is made, asked for or needed. */
export function registerNfs(
  container: DependencyContainer,
  log: Logger,
  access: ClusterAccess | undefined,
): void {
  registerFileArrays(container, log, access);
  registerFileController(container, log);
  registerFileNode(container, log);
  registerFileIdentity(container, log);
}
