import type { Attachment } from '../../attachment/attachment.js';
import type { MultipathMap } from '../../node/multipath-maps.port.js';
import type { NodePorts } from '../../node/node-ports.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectOk } from '../check.js';

/** A host and a blank disk granted to it through two portals; fresh for every case. */
export interface NodeStorageSubject {
  readonly ports: NodePorts;
  readonly attachment: Attachment;
  /** A directory path nothing is mounted at. */
  readonly mountPath: string;
}

export async function connected({ ports, attachment }: NodeStorageSubject): Promise<readonly ScsiPath[]> {
  const paths: ScsiPath[] = [];
  for (const target of attachment.portals) {
    const session = expectOk(await ports.sessions.login(target, ports.timers, never), 'login');
    paths.push(expectOk(await ports.paths.attach({ session, ...attachment }, never), 'attach'));
  }
  return paths;
}

export async function assembled(subject: NodeStorageSubject): Promise<MultipathMap> {
  const paths = await connected(subject);
  return expectOk(await subject.ports.maps.assemble(subject.attachment.naa, paths, never), 'assemble');
}

export const EXT4 = { fsType: 'ext4', options: [] } as const;
