import { formatBytes } from '../shared/bytes.js';
import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { FileProblem, MountRefusal } from './file-problems.js';

export const fileTexts: ProblemTexts<FileProblem['kind']> = {
  'file-api-missing': ({ array, version, operation }) =>
    `array ${array} (version ${version}) has no file API fs-*, so ${operation} is not possible; NFS volumes need a 4.x or 5.x array`,
  'folder-missing': ({ folder, known }) =>
    `parameters["shares"]: folder ${folder} does not exist; the array has ${listOr(known, 'none')}`,
  'folder-full': ({ folder, requested, left }) =>
    `folder ${folder} cannot take ${formatBytes(requested)}: ${formatBytes(left)} of it are not promised yet; enlarge the folder or list another share`,
  'vip-missing': ({ vip, known }) =>
    `parameters["shares"]: no file gateway group has the VIP ${vip}; the array's VIPs are ${listOr(known, 'none')}`,
  'client-group-missing': ({ group, array }) =>
    `client group ${group} does not exist on array ${array}; create it there, or correct clientGroupName`,
  'client-group-differs': ({ group, difference }) =>
    `client group ${group} is not what this node needs: ${difference}; correct it on the array, nothing was changed`,
  'folder-public': ({ folder, access }) =>
    `folder ${folder} is shared with everyone, so access "${access}" could never be taken away; remove the every-client ACL from the folder's share, or use access "public"`,
  'folder-unshared': ({ folder, vip }) =>
    `folder ${folder} is not shared through the VIP ${vip}, so nobody could mount a volume in it; share it with its clients there, or give clientGroupName or access "node"`,
  'admitted-otherwise': ({ volume, node, through }) =>
    `volume ${volume}: node ${node} is let in by ${through} too, so its access could never be taken away; remove that ACL, or use access "public"`,
  'group-shut-out': ({ volume, group, has }) =>
    `client group ${group} may not use volume ${volume} as asked: its ACL on the volume's share is ${has}; it was fenced or never let in, so give it back on the array only when that is meant`,
  'mount-lingers': ({ volume, source, reason }) =>
    `volume ${volume}: ${source} was unmounted lazily (${reason}) and the kernel still holds it, so old writes may still be sent; it ends when the server answers again or the node reboots`,
  'server-silent': ({ source, operation, afterMs }) =>
    `${operation} of ${source} had no answer within ${afterMs} ms; check that the VIP is up and reachable from this node`,
  'mount-refused': ({ source, refusal, detail }) => `${source} ${MOUNT_REFUSALS[refusal]} (${detail})`,
};

const MOUNT_REFUSALS: Readonly<Record<MountRefusal, string>> = {
  'access-denied':
    'is not exported to this node; check the access list of the share, and that the array sees the node by one of node.addresses',
  'no-such-export': 'does not exist on the server; check the share and its path on the array',
  'version-unsupported':
    'is not served in the NFS version asked for; correct vers in mountOptions, or enable the version on the array and in the kernel of the node',
  'no-lock-service':
    'needs rpc.statd on this node for the locks of NFS 3; install nfs-common there and start rpc-statd, or mount with vers=4.1',
  'not-serving':
    'is at an address where no NFS server listens now; repeat, and check that a file gateway holds the VIP',
  'bad-option': 'cannot be mounted with these options; correct mountOptions',
};
