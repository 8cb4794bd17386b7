import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { requireGo } from './go-toolchain.js';
import { runTool } from './run-tool.js';
import { Unavailable } from './unavailable.js';

export const CSI_SANITY_VERSION = 'v5.6.0';
const MODULE = 'github.com/kubernetes-csi/csi-test/v5/cmd/csi-sanity';
const BUILD_MS = 420_000;

export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'] ?? '';
  return join(base === '' ? join(homedir(), '.cache') : base, 'twinsite');
}

/** The csi-sanity program, built when this machine has not built this version yet. Throws Unavailable. */
export async function csiSanityBinary(say: (line: string) => void, signal: AbortSignal): Promise<string> {
  await requireGo('csi-sanity is built from its Go module', signal);
  const kept = join(cacheDirectory(), `csi-sanity-${CSI_SANITY_VERSION}`);
  const program = join(kept, 'csi-sanity');
  if (await isThere(program)) return program;
  say(`building csi-sanity ${CSI_SANITY_VERSION} (once; a minute or two)`);
  await mkdir(cacheDirectory(), { recursive: true });
  const partial = await mkdtemp(join(cacheDirectory(), 'csi-sanity-building-'));
  try {
    await build(partial, signal);
    await rename(partial, kept);
  } catch (error) {
    // Another run may have been quicker; a directory that is not empty is not replaced by rename(2).
    if (!(await isThere(program))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return program;
}

async function build(directory: string, signal: AbortSignal): Promise<void> {
  const log = join(directory, 'build.log');
  const ldflags = `-s -w -X main.VERSION=${CSI_SANITY_VERSION}`;
  const argv = [
    'go',
    'install',
    '-trimpath',
    '-ldflags',
    ldflags,
    `${MODULE}@${CSI_SANITY_VERSION}`,
  ] as const;
  const env = { ...process.env, GOBIN: directory, CGO_ENABLED: '0' };
  const code = await runTool({ argv, log, env, deadlineMs: BUILD_MS }, signal);
  if (code === 0) return;
  const said = (await readFile(log, 'utf8')).trim().split('\n').slice(-4).join('; ');
  throw new Unavailable(`csi-sanity could not be built (does Go reach its module proxy?): ${said}`);
}

async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
