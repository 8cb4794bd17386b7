import { readFile } from 'node:fs/promises';
import { failed, ok, type Clock, type Problem, type Result } from '@twinsite/domain';
import type { TokenSource } from './api-access.js';
import { accessProblem } from './access-problem.js';

export const fixedToken = (token: string | undefined): TokenSource => ({
  read: () => Promise.resolve(ok(token)),
  refused: () => undefined,
});

/** The kubelet renews a bound token when four fifths of its life (an hour, mostly) have passed. */
const REREAD_MS = 60_000;

/** A token in a file that somebody renews: read again every minute, and at once after a refusal. */
export class TokenFile implements TokenSource {
  private readonly path: string;
  private readonly clock: Clock;
  private held: { readonly token: string; readonly at: number } | undefined;

  constructor(path: string, clock: Clock) {
    this.path = path;
    this.clock = clock;
  }

  async read(): Promise<Result<string | undefined, Problem>> {
    const now = this.clock.now();
    if (this.held !== undefined && Math.abs(now - this.held.at) < REREAD_MS) return ok(this.held.token);
    const text = await readText(this.path);
    if (!text.ok) return text;
    const token = text.value.trim();
    if (token === '') return failed(accessProblem(`token file ${this.path} is empty`));
    this.held = { token, at: now };
    return ok(token);
  }

  refused(): void {
    this.held = undefined;
  }
}

/** A file's text; what stands in the way of it is a problem that names the file and nothing of its contents. */
export async function readText(path: string): Promise<Result<string, Problem>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return failed(accessProblem(`${path}: ${code}`));
  }
}
