import { writeFile } from 'node:fs/promises';
import { sayOnStderr as say, type GuestName, type Lab } from '@twinsite/lab';
import { DAEMONS } from './kube-node.js';

const READ_MS = 30_000;

const PODS = `cd /var/log/pods 2>/dev/null || exit 0
for log in */*/*.log; do [ ! -e "$log" ] || { echo "==== $log"; cat "$log"; }; done`;

/**
 * Logs of the node and of its pods are in its memory and go with it: copies them to where the lab keeps those of its
 * processes. A node that does not answer has none to give.
 */
export async function keepNodeLogs(lab: Lab, name: GuestName, signal: AbortSignal): Promise<void> {
  const limits = { deadlineMs: READ_MS, signal };
  const sources = DAEMONS.map((daemon) => [daemon, `cat /run/${daemon}.log 2>/dev/null || true`] as const);
  for (const [what, script] of [...sources, ['pods', PODS] as const]) {
    const text = await lab
      .guest(name)
      .agent.must(script, limits)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        say(`no ${what} log of ${name}: ${(error as Error).message}`);
        return '';
      });
    await writeFile(lab.processes.logOf(`${name}-${what}`), text);
  }
}
