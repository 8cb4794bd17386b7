import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LIMIT_MS = 400_000;

export interface UnderNode {
  /** The Node to run it with. */
  readonly node: string;
  readonly repository: string;
  readonly words: readonly string[];
}

/** Runs a program of the repository to its end; its exit code and the last line it printed. All of it goes to stderr. */
export async function underNode(
  { node, repository, words }: UnderNode,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly last: string }> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const child = spawn(node, [...words], { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = (): void => void child.kill('SIGTERM');
  limit.addEventListener('abort', stop, { once: true });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    process.stderr.write(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  limit.removeEventListener('abort', stop);
  return { code, last: text.trimEnd().split('\n').at(-1)?.trim() ?? '' };
}
