import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LOOK_MS = 1;

export interface Invocation {
  /** The bundled drctl. */
  readonly program: string;
  readonly config: string;
  readonly words: readonly string[];
}

export interface Ended {
  /** Undefined: it was killed. */
  readonly code: number | undefined;
  readonly err: string;
}

/** drctl as a process of its own; killed with SIGKILL as soon as `when` resolves. */
export async function runDrctl(
  { program, config, words }: Invocation,
  when?: (ended: AbortSignal) => Promise<void>,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words, '-c', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new AbortController();
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const killing = when?.(ended.signal).then(() => child.kill('SIGKILL'));
  const [code] = (await once(child, 'close')) as [number | null];
  ended.abort();
  await killing;
  return { code: code ?? undefined, err };
}

/** Resolves when the newest move's journal below `state` has so many records, or the process has ended. */
export const afterRecords =
  (state: string, records: number) =>
  async (ended: AbortSignal): Promise<void> => {
    while (!ended.aborted && (await recordsIn(state)) < records)
      await new Promise((done) => setTimeout(done, LOOK_MS));
  };

export async function recordsIn(state: string): Promise<number> {
  const directory = join(state, 'bank');
  const names = await readdir(directory).catch((): string[] => []);
  const newest = names
    .filter((name) => /-(failover|relocate)\.jsonl$/.test(name))
    .sort()
    .at(-1);
  if (newest === undefined) return 0;
  return (await readFile(join(directory, newest), 'utf8')).split('\n').length - 1;
}
