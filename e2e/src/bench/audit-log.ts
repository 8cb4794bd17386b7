import { open } from 'node:fs/promises';

export interface AuditedCall {
  readonly verb: string;
  readonly userAgent: string;
  readonly resource: string;
  /** Unix, ms. */
  readonly endedAt: number;
}

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);
export const isWrite = ({ verb }: AuditedCall): boolean => WRITES.has(verb);

/** Reads on where it stopped: what the API server itself says was asked of it. */
export class AuditLog {
  readonly #path: string;
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Calls since the last time, of one program. */
  async since(program: string): Promise<readonly AuditedCall[]> {
    const calls = await this.#read();
    return calls.filter(({ userAgent }) => userAgent.startsWith(program));
  }

  async #read(): Promise<readonly AuditedCall[]> {
    const file = await open(this.#path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(
        Buffer.alloc(size - this.#offset),
        0,
        size - this.#offset,
        this.#offset,
      );
      const whole = buffer.subarray(0, buffer.lastIndexOf(0x0a) + 1);
      this.#offset += whole.length;
      return whole.toString('utf8').split('\n').slice(0, -1).map(toCall);
    } finally {
      await file.close();
    }
  }
}

function toCall(line: string): AuditedCall {
  const event = JSON.parse(line) as AuditEvent;
  return {
    verb: event.verb,
    userAgent: event.userAgent ?? '',
    resource: event.objectRef?.resource ?? '',
    endedAt: Date.parse(event.stageTimestamp),
  };
}

/** audit.k8s.io/v1 Event, as far as it is read. */
interface AuditEvent {
  readonly verb: string;
  readonly userAgent?: string;
  readonly objectRef?: { readonly resource?: string };
  readonly stageTimestamp: string;
}

export function byVerb(calls: readonly AuditedCall[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { verb } of calls) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return Object.fromEntries([...counts].sort());
}
