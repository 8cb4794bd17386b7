import { access, readFile } from 'node:fs/promises';
import { inAptTurn } from './apt-turn.js';
import { exists, ifMissing } from './if-missing.js';
import { LabRefused } from './lab-refused.js';
import { timed, type Progress } from './progress.js';
import { mustRun, runCommand } from './run-command.js';

/** A Debian package, and a file that shows it is there. */
export interface Prerequisite {
  readonly package: string;
  readonly file: string;
}

const PREREQUISITES: readonly Prerequisite[] = [
  { package: 'user-mode-linux', file: '/usr/bin/linux.uml' },
  { package: 'mmdebstrap', file: '/usr/bin/mmdebstrap' },
  { package: 'iproute2', file: '/sbin/ip' },
  { package: 'gcc', file: '/usr/bin/gcc' },
  { package: 'libc6-dev', file: '/usr/include/stdio.h' },
];

export function refuseOs(osRelease: string, uid: number): LabRefused | undefined {
  const id = /^ID=(.*)$/m.exec(osRelease)?.[1]?.replaceAll('"', '');
  if (id !== 'debian')
    return new LabRefused(`the lab needs Debian (apt, user-mode-linux); this is ${id ?? 'an unknown system'}. \
Without Debian, \`npm run demo\` shows the same story on the simulator.`);
  if (uid !== 0)
    return new LabRefused(`the lab makes network namespaces and taps, which needs root; this is uid ${uid}. \
Run it with sudo, or use \`npm run demo\`.`);
  return undefined;
}

async function missing(needs: readonly Prerequisite[]): Promise<string[]> {
  const found = await Promise.all(needs.map((item) => exists(access(item.file))));
  return needs.filter((_, index) => found[index] === false).map((item) => item.package);
}

/**
 * Installs what is missing of the lab's own needs and of `more`. Throws LabRefused with the remedy when this machine cannot
 * run the lab.
 */
export async function ensurePrerequisites(
  more: readonly Prerequisite[],
  say: Progress,
  signal: AbortSignal,
): Promise<void> {
  const osRelease = await ifMissing(readFile('/etc/os-release', 'utf8'), '');
  const refusal = refuseOs(osRelease, process.getuid?.() ?? -1);
  if (refusal !== undefined) throw refusal;
  if (!(await exists(access('/dev/net/tun'))))
    throw new LabRefused('the lab needs /dev/net/tun, which this machine does not have: load the tun module');
  const needs = [...PREREQUISITES, ...more];
  if ((await missing(needs)).length === 0) return;
  const install = async (): Promise<void> => {
    const packages = await missing(needs);
    if (packages.length === 0) return;
    await timed(say, `installing ${packages.join(' ')}`, () => aptInstall(packages, signal));
  };
  await inAptTurn(install, say, signal);
}

async function aptInstall(packages: readonly string[], signal: AbortSignal): Promise<void> {
  const limits = {
    deadlineMs: 300_000,
    signal,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages] as const;
  const first = await runCommand(install, limits);
  if (first.code === 0) return;
  // Package lists may be absent or older than what the mirror still serves.
  await mustRun(['apt-get', 'update', '-qq'], limits);
  await mustRun(install, limits);
}
