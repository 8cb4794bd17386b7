import { describeProblem, type CancelSignal } from '@twinsite/domain';
import { fine, lacking, type Finding, type LinuxHost } from '@twinsite/linux-host';

const MODPROBE_MS = 5000;

const CLIENTS = [
  { module: 'nfsv3', versions: 'vers=3, the default' },
  { module: 'nfsv4', versions: 'vers=4, 4.0 and 4.1' },
] as const;

/** Loaded, built in, or there to be loaded: the kernel loads it by itself at the first mount. */
export function checkKernelVersions(
  { runner }: Pick<LinuxHost, 'runner'>,
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  return Promise.all(
    CLIENTS.map(async ({ module, versions }) => {
      const check = `kernel NFS client ${module}`;
      const args = ['-n', '-q', module];
      const asked = await runner.run({ tool: 'modprobe', args, deadlineMs: MODPROBE_MS }, signal);
      if (!asked.ok)
        return lacking('warn', check, describeProblem(asked.problem), 'install what the message names');
      return asked.value.exitCode === 0
        ? fine(check, `modprobe finds it, for ${versions}`)
        : lacking(
            'problem',
            check,
            `modprobe does not find it; volumes with ${versions} cannot be mounted`,
            'use a kernel with the NFS client, or install its package of further modules',
          );
    }),
  );
}
