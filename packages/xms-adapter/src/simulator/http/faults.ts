/** Something that goes wrong with requests on purpose. */
export interface Fault {
  /** An operation as in the schema, e.g. `POST /block-volumes/`, or `*`. */
  readonly operation: string;
  /** A manager's name; all when absent. */
  readonly manager?: string;
  /** How many requests it hits; without end when absent. */
  readonly times?: number;
  /** Which share of matching requests it hits, 0 to 1; all when absent. Spread evenly, not by chance. */
  readonly rate?: number;
  readonly effect: FaultEffect;
}

/**
 * `status`: answered with it, not executed. `reset-before`, `silent-before`: never executed. `reset-after`,
 * `silent-after`: executed, but the answer is lost. `delay`: executed `ms` later.
 */
export type FaultEffect =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'reset-before' | 'silent-before' | 'reset-after' | 'silent-after' }
  | { readonly kind: 'delay'; readonly ms: number };

interface Armed {
  readonly fault: Fault;
  left: number;
  due: number;
}

export class Faults {
  private armed: Armed[] = [];

  set(faults: readonly Fault[]): void {
    this.armed = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, due: 0 }));
  }

  add(fault: Fault): void {
    this.armed.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, due: 0 });
  }

  list(): readonly Fault[] {
    return this.armed.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  /** The effect the next request has to suffer, if any. */
  take(operation: string, manager: string): FaultEffect | undefined {
    for (const armed of this.armed) {
      const { fault } = armed;
      const matches = [operation, '*'].includes(fault.operation) && (fault.manager ?? manager) === manager;
      if (!matches || armed.left === 0) continue;
      armed.due += fault.rate ?? 1;
      if (armed.due < 1) continue;
      armed.due -= 1;
      armed.left -= 1;
      return fault.effect;
    }
    return undefined;
  }
}
