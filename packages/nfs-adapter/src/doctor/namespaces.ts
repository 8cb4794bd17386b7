import { describeProblem, type CancelSignal } from '@twinsite/domain';
import { fine, lacking, type Finding, type LinuxHost } from '@twinsite/linux-host';

const CHECK = 'host namespaces';

/** A driver whose process 1 is not the host's mounts into its own container, where no pod finds it. */
export async function checkNamespaces(
  { files, hostProcess }: Pick<LinuxHost, 'files' | 'hostProcess'>,
  signal: CancelSignal,
): Promise<Finding> {
  if (hostProcess === '/proc/self') return fine(CHECK, 'the tools run in our own: no node.hostPrefix is set');
  const [host, own] = await Promise.all(
    [hostProcess, '/proc/self'].map((process) => files.readLink(`${process}/ns/mnt`, signal)),
  );
  if (host?.ok !== true || own?.ok !== true) {
    const seen = [host, own].find((link) => link?.ok === false);
    const evidence = seen?.ok === false ? describeProblem(seen.problem) : 'nothing was read';
    return lacking('problem', CHECK, evidence, 'run the node pod with hostPID and as root');
  }
  if (host.value !== undefined && host.value !== own.value)
    return fine(CHECK, `process 1 has ${host.value}, the driver ${own.value ?? 'none'}`);
  return lacking(
    'problem',
    CHECK,
    `process 1 has ${host.value ?? 'no mount namespace to see'}, which is the driver's own, although node.hostPrefix is set`,
    'run the node pod with hostPID: true',
  );
}
