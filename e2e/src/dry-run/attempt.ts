import type { BareApiServer } from '../bare/bare-api-server.js';

const DEADLINE_MS = 60_000;

export interface Attempt {
  readonly code: number;
  /** The number of objects that were taken, or what was said instead. */
  readonly said: string;
}

/** Has the API server validate and admit the objects without keeping them; a key that it does not know is an error too. */
export async function dryRun({ kubectl }: BareApiServer, yaml: string): Promise<Attempt> {
  const words = ['apply', '--dry-run=server', '--validate=strict', '-f', '-'];
  return kubectl.run(words, { input: yaml, deadlineMs: DEADLINE_MS }).then(
    (answer) => {
      const lines = answer.trim().split('\n');
      const kept = lines.filter((line) => !line.endsWith('(server dry run)'));
      return kept.length === 0
        ? { code: 0, said: `${lines.length} objects` }
        : { code: 1, said: kept.join('; ') };
    },
    (error: unknown) => ({ code: 1, said: (error as Error).message.replace(/^[^]*?exit code \d+: /, '') }),
  );
}

export const taken = ({ code }: Attempt): boolean => code === 0;
