import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from '../files/host-files.port.js';
import { readText } from '../files/read-text.js';

const MOST_HOLDERS = 8;
const MOST_PROCESSES = 4000;

/** Processes that stand in or below a path, for the message: `nginx (pid 12)`. Best effort, bounded, reads /proc. */
export async function pathHolders(
  files: HostFiles,
  path: string,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const names = await files.list('/proc', signal);
  if (!names.ok) return names;
  const holders: string[] = [];
  for (const pid of names.value.filter((name) => /^\d+$/.test(name)).slice(0, MOST_PROCESSES)) {
    if (holders.length >= MOST_HOLDERS || signal.aborted) break;
    if (!(await standsIn(files, pid, path, signal))) continue;
    const command = await readText(files, `/proc/${pid}/comm`, signal);
    holders.push(`${(command.ok ? command.value : undefined) ?? 'process'} (pid ${pid})`);
  }
  return ok(holders);
}

async function standsIn(files: HostFiles, pid: string, path: string, signal: CancelSignal): Promise<boolean> {
  const open = await files.list(`/proc/${pid}/fd`, signal);
  const links = ['cwd', 'root', ...(open.ok ? open.value.map((fd) => `fd/${fd}`) : [])];
  for (const link of links) {
    const target = await files.readLink(`/proc/${pid}/${link}`, signal);
    if (target.ok && (target.value === path || target.value?.startsWith(`${path}/`) === true)) return true;
  }
  return false;
}
