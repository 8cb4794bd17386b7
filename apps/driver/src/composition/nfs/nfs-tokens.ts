import type { FileControllerUseCases, FileNodeUseCases } from '@twinsite/csi-adapter';
import type { NfsNodePorts } from '@twinsite/domain';
import type { LinuxHost } from '@twinsite/linux-host';
import type { NfsPorts } from '@twinsite/nfs-adapter';
import type { InjectionToken } from 'tsyringe';
import type { ClassArrays } from '../../class-arrays/class-arrays.js';
import type { FileCluster } from '../../kubernetes/file-cluster.js';

const token = <T>(name: string): InjectionToken<T> => Symbol(name);

/** Parts that only the NFS driver has; the others are in `TOKENS`. */
export const NFS_TOKENS = {
  /** Registered only where Kubernetes is switched on. */
  cluster: token<FileCluster>('FileCluster'),
  /** The same. */
  classArrays: token<ClassArrays>('ClassArrays'),
  nodeHost: token<NfsNodeHost>('NfsNodeHost'),
  nodePorts: token<NfsNodePorts>('NfsNodePorts'),
  controller: token<FileControllerUseCases>('FileControllerUseCases'),
  node: token<FileNodeUseCases>('FileNodeUseCases'),
} as const;

/** What the adapters of the NFS driver offer on this machine. */
export interface NfsNodeHost {
  readonly host: Pick<LinuxHost, 'children' | 'runner' | 'mountTable'>;
  readonly nfs: NfsPorts;
}
