import { readFile } from 'node:fs/promises';
import { ifMissing } from './if-missing.js';

/** A process that cannot be confused with a later one of the same number (proc(5): field 22 of stat). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
}

/** The start time in a /proc/PID/stat line. The command name may hold spaces and brackets, so count from the last `)`. */
export function startTicksOf(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

/** Undefined when there is no such process any more (a zombie counts as gone). */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await ifMissing(readFile(`/proc/${pid}/stat`, 'utf8'), '');
  const startTicks = stat === '' ? undefined : startTicksOf(stat);
  return startTicks === undefined ? undefined : { pid, startTicks };
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.startTicks === identity.startTicks;
}
