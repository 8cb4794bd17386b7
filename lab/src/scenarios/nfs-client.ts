import { FILE_VIP } from '../network/topology.js';
import type { GuestAgent } from '../guest/guest-agent.js';

export const NFS_VERSIONS = ['3', '4.0', '4.1'] as const;
export type NfsVersion = (typeof NFS_VERSIONS)[number];

/** Mounting waits out the grace time of a server that has just begun to serve. */
const MOUNT_MS = 60_000;

/** As our driver mounts; `path` as the gateways export it. */
export async function mountNfs(
  agent: GuestAgent,
  { version, path, at }: { readonly version: NfsVersion; readonly path: string; readonly at: string },
  signal: AbortSignal,
): Promise<void> {
  const options = `vers=${version},proto=tcp,hard,nosharecache`;
  const script = `mkdir -p ${at} && timeout 50 mount -t nfs -o ${options} ${FILE_VIP}:${path} ${at}`;
  await agent.must(script, { deadlineMs: MOUNT_MS, signal });
}

/** Also one whose server does not let the client in any more. */
export async function unmountNfs(agent: GuestAgent, at: string, signal: AbortSignal): Promise<void> {
  const script = `for i in $(seq 10); do grep -q ' ${at} ' /proc/mounts || exit 0
timeout 10 umount ${at} || timeout 10 umount -f ${at}; done; exit 1`;
  await agent.must(script, { deadlineMs: 120_000, signal });
}
