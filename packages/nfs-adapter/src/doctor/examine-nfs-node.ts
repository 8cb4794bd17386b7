import type { CancelSignal } from '@twinsite/domain';
import { checkTools, type Finding, type HostTool, type LinuxHost } from '@twinsite/linux-host';
import { checkKernelVersions } from './kernel-versions.js';
import { checkLockService } from './lock-service.js';
import { checkNamespaces } from './namespaces.js';

const TOOLS: readonly HostTool[] = [
  { tool: 'mount', args: ['-V'] },
  { tool: 'umount', args: ['-V'] },
  { tool: 'mount.nfs', args: ['-V'] },
  { tool: 'stat', args: ['--version'] },
];

/** Looks at everything an NFS volume on this node needs, and changes nothing. */
export async function examineNfsNode(host: LinuxHost, signal: CancelSignal): Promise<readonly Finding[]> {
  return [
    ...(await checkTools(host.runner, TOOLS, signal)),
    await checkNamespaces(host, signal),
    ...(await checkKernelVersions(host, signal)),
    await checkLockService(host, signal),
  ];
}
