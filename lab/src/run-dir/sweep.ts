import { identify, type ProcessIdentity } from '../host/process-identity.js';
import { signalProcess, waitUntilGone } from '../host/signal-process.js';
import { deleteNamespace, existingNamespaces, processesIn } from '../network/namespaces.js';
import type { RunDirectory } from './run-directory.js';

const GONE_MS = 10_000;

/**
 * Leaves nothing of the lab on the machine, whatever state it was left in: ends what the ledger names and what
 * still lives in the lab's own namespaces, then removes namespaces (taps and bridges go with them) and files.
 */
export async function sweep(run: RunDirectory): Promise<void> {
  const namespaces = await existingNamespaces();
  const recorded = await run.ledger.all();
  const inside = await Promise.all(namespaces.map(processesIn));
  const resident = await Promise.all(inside.flat().map(identify));
  const all = [...recorded, ...resident.filter((one): one is ProcessIdentity => one !== undefined)];
  await endAll(all.filter((one) => one.pid !== process.pid));
  for (const namespace of namespaces) await deleteNamespace(namespace);
  await run.remove();
}

async function endAll(processes: readonly ProcessIdentity[]): Promise<void> {
  for (const one of processes)
    if ((await identify(one.pid))?.startTicks === one.startTicks) signalProcess(one.pid, 'SIGKILL');
  if (!(await waitUntilGone(processes, GONE_MS)))
    throw new Error(
      `some lab processes did not end within ${GONE_MS} ms: ${processes.map((p) => p.pid).join(' ')}`,
    );
}
