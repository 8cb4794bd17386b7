import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf } from '../host/cache.js';
import { LabRefused } from '../host/lab-refused.js';
import { timed, type Progress } from '../host/progress.js';
import { mustRun } from '../host/run-command.js';
import {
  linkerFlags,
  packagesOf,
  replacements,
  toolsFile,
  type GoModFile,
  type GoProgram,
} from './go-program.js';

const DOWNLOAD_MS = 300_000;
/** Kubernetes takes about 7 minutes on two cores when nothing is in Go's own cache. */
const BUILD_MS = 1_800_000;

type Go = (words: readonly string[], deadlineMs: number) => Promise<string>;

/** The directory with the module's commands, built when this version is not in the cache yet. */
export function buildGoProgram(program: GoProgram, say: Progress, signal: AbortSignal): Promise<string> {
  const { kind, module, version, commands } = program;
  const key = keyOf(version, commands.join(' '), linkerFlags(program));
  const build = (directory: string): Promise<void> =>
    timed(say, `building ${commands.join(', ')} ${version} (once)`, () =>
      compile(program, directory, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        const said = error instanceof Error ? error.message : String(error);
        throw new LabRefused(
          `${module}@${version} could not be built (does Go reach its module proxy?): ${said}`,
        );
      }),
    );
  return cached({ kind: `${kind}-programs`, key, build }, say, signal);
}

async function compile(program: GoProgram, directory: string, signal: AbortSignal): Promise<void> {
  const source = join(directory, 'source');
  await mkdir(source);
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GO111MODULE: 'on' };
  const go: Go = (words, deadlineMs) => mustRun(['go', '-C', source, ...words], { deadlineMs, signal, env });
  await writeToolsModule(program, source, go);
  const flags = ['-trimpath', '-mod=mod', '-ldflags', linkerFlags(program), '-o', `${directory}/`];
  await go(['build', ...flags, ...packagesOf(program)], BUILD_MS);
  await rm(source, { recursive: true });
}

async function writeToolsModule(program: GoProgram, source: string, go: Go): Promise<void> {
  const wanted = `${program.module}@${program.version}`;
  const { GoMod } = JSON.parse(await go(['mod', 'download', '-json', wanted], DOWNLOAD_MS)) as {
    GoMod: string;
  };
  const goMod = JSON.parse(await go(['mod', 'edit', '-json', GoMod], DOWNLOAD_MS)) as GoModFile;
  await go(['mod', 'init', 'tools'], DOWNLOAD_MS);
  await go(['mod', 'edit', `-require=${wanted}`, ...replacements(program, goMod)], DOWNLOAD_MS);
  await writeFile(join(source, 'tools.go'), toolsFile(program));
}
