import { describeProblem, type CancelSignal, type Readiness } from '@twinsite/domain';
import type { LinuxHost } from '@twinsite/linux-host';

const VERSION_MS = 5000;

/** A node can stage when the host has mount.nfs; once seen it is not asked for again. No server is ever asked. */
export function nfsReadiness(host: Pick<LinuxHost, 'runner' | 'mountTable'>) {
  const seen = { helper: false };
  return async (signal: CancelSignal): Promise<Readiness> => {
    const table = await host.mountTable.read(signal);
    if (!table.ok) return { ready: false, why: describeProblem(table.problem) };
    if (seen.helper) return { ready: true };
    const asked = await host.runner.run({ tool: 'mount.nfs', args: ['-V'], deadlineMs: VERSION_MS }, signal);
    seen.helper = asked.ok;
    return asked.ok ? { ready: true } : { ready: false, why: describeProblem(asked.problem) };
  };
}
