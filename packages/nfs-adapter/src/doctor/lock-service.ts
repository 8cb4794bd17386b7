import { describeProblem, type CancelSignal } from '@twinsite/domain';
import { fine, lacking, readText, type Finding, type LinuxHost } from '@twinsite/linux-host';

const CHECK = 'rpc.statd';
const VERSION_MS = 5000;
/** Of the host's network and mounts; a path socket shows where it was bound. */
const RPCBIND = /\/rpcbind\.sock$/m;
const REMEDY = 'install nfs-common and start rpcbind, or mount with vers=4.1, which needs neither';

/** NFS 3 volumes are not mounted without it, unless with nolock. mount.nfs starts it when a volume needs it. */
export async function checkLockService(
  { runner, files }: Pick<LinuxHost, 'runner' | 'files'>,
  signal: CancelSignal,
): Promise<Finding> {
  const asked = await runner.run({ tool: 'rpc.statd', args: ['--version'], deadlineMs: VERSION_MS }, signal);
  if (!asked.ok) return lacking('problem', CHECK, describeProblem(asked.problem), REMEDY);
  const sockets = await readText(files, '/proc/1/net/unix', signal);
  if (!sockets.ok) return lacking('warn', CHECK, describeProblem(sockets.problem), 'look at /proc');
  if (RPCBIND.test(sockets.value ?? '')) return fine(CHECK, 'installed, and rpcbind listens');
  return lacking('problem', CHECK, 'installed, but rpcbind does not listen, so it cannot start', REMEDY);
}
