import { readFile } from 'node:fs/promises';
import { isAlive } from '../host/process-identity.js';
import { existingNamespaces, processesIn } from '../network/namespaces.js';
import { BRIDGES, GUEST_PORTS, INTER_SITE } from '../network/ports.js';
import type { RunDirectory } from './run-directory.js';

/** What the kernel and the disk still show of the lab. All zero on a clean machine. */
export interface Leftovers {
  readonly namespaces: number;
  readonly processes: number;
  readonly mounts: number;
  readonly links: number;
  readonly files: number;
}

export async function countLeftovers(run: RunDirectory): Promise<Leftovers> {
  const namespaces = await existingNamespaces();
  const recorded = await Promise.all((await run.ledger.all()).map(isAlive));
  const inside = await Promise.all(namespaces.map(processesIn));
  const mounts = mountPoints(await readFile('/proc/self/mountinfo', 'utf8'));
  const links = new Set([...BRIDGES, ...[...INTER_SITE, ...GUEST_PORTS].map((port) => port.link)]);
  return {
    namespaces: namespaces.length,
    processes: recorded.filter(Boolean).length + inside.flat().length,
    mounts: mounts.filter(
      (path) => path.startsWith(`${run.path}/`) || path.startsWith('/run/netns/twinsite-'),
    ).length,
    links: (await hostLinks()).filter((link) => links.has(link)).length,
    files: (await run.files()).length,
  };
}

export function totalOf(leftovers: Leftovers): number {
  const { namespaces, processes, mounts, links, files } = leftovers;
  return namespaces + processes + mounts + links + files;
}

/** The mount points in /proc/PID/mountinfo (proc(5), field 5). */
export function mountPoints(mountinfo: string): string[] {
  return mountinfo.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
}

/** Links of the host's own network (proc(5), /proc/net/dev): none of the lab's may ever be there. */
async function hostLinks(): Promise<string[]> {
  const text = await readFile('/proc/net/dev', 'utf8');
  return [...text.matchAll(/^\s*([^:\s]+):/gm)].map((match) => match[1] ?? '');
}
