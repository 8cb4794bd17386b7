import { writeFile } from 'node:fs/promises';
import type { GuestName, Lab } from '@twinsite/lab';
import { DAEMONS } from './kube-node.js';

const QUICK_MS = 20_000;

/** The node's logs are in its memory and go with it: copies them to where the lab keeps those of its processes. */
export async function keepNodeLogs(lab: Lab, name: GuestName, signal: AbortSignal): Promise<void> {
  const limits = { deadlineMs: QUICK_MS, signal };
  for (const daemon of DAEMONS) {
    const file = `/run/${daemon}.log`;
    const text = await lab.guest(name).agent.must(`[ ! -e ${file} ] || cat ${file}`, limits);
    await writeFile(lab.processes.logOf(`${name}-${daemon}`), text);
  }
}
