/** One request as its manager saw it. Secrets are masked. */
export interface RequestEntry {
  /** Arrival, milliseconds since 1970. */
  readonly at: number;
  readonly manager: string;
  readonly method: string;
  /** With query, without host. */
  readonly path: string;
  /** The operation it matched, e.g. `GET /block-volumes/{id}`; empty when none did. */
  readonly operation: string;
  readonly body: unknown;
  /** Empty when not authenticated. */
  user: string;
  /** 0 while, or for ever when, no answer was sent. */
  status: number;
  ms: number;
}

/** A request or a reply that is not what the schema says. */
export interface Violation {
  readonly at: number;
  readonly manager: string;
  /** `METHOD path`. */
  readonly request: string;
  readonly side: 'request' | 'reply';
  readonly problems: readonly string[];
}

const mostEntries = 50_000;

export class RequestLog {
  private list: RequestEntry[] = [];
  private readonly broken: Violation[] = [];
  private readonly print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.print = print;
  }

  add(entry: RequestEntry): RequestEntry {
    this.list.push(entry);
    // Dropping half at a time keeps a long run from shifting the array on every request.
    if (this.list.length > mostEntries) this.list = this.list.slice(mostEntries / 2);
    return entry;
  }

  violation(violation: Violation): void {
    this.broken.push(violation);
    this.print(`violation in ${violation.side}: ${violation.request}: ${violation.problems.join('; ')}`);
  }

  /** The oldest first; only the newest 50,000 at most are kept. */
  entries(): readonly Readonly<RequestEntry>[] {
    return this.list;
  }

  violations(): readonly Violation[] {
    return this.broken;
  }

  clear(): void {
    this.list = [];
    this.broken.length = 0;
  }
}
