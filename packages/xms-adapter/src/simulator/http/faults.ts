import { logNormal, seeded } from './seeded.js';

/** Something that goes wrong with requests on purpose. */
export interface Fault {
  /** An operation as in the schema, e.g. `POST /block-volumes/`; `*` stands for anything, also within: `DELETE *`. */
  readonly operation: string;
  /** A manager's name; all when absent. */
  readonly manager?: string;
  /** How many requests it hits; without end when absent. */
  readonly times?: number;
  /** Which share of matching requests it hits, 0 to 1; all when absent. Spread evenly, not by chance. */
  readonly rate?: number;
  /** The probability of each matching request, 0 to 1, drawn from a generator that begins with `seed`. */
  readonly chance?: number;
  /** Default 1: the same requests in the same order meet the same faults. */
  readonly seed?: number;
  readonly effect: FaultEffect;
}

/**
 * `status`: answered with it, not executed. `status-after`: executed, and then answered with it. `reset-before`,
 * `silent-before`: never executed. `reset-after`, `silent-after`: executed, but the answer is lost. `delay`: executed
 * `ms` later. `slow`: the same, log-normal, half of them below `medianMs` and 99 of 100 below `p99Ms`.
 */
export type FaultEffect =
  | { readonly kind: 'status' | 'status-after'; readonly status: number }
  | { readonly kind: 'reset-before' | 'silent-before' | 'reset-after' | 'silent-after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'slow'; readonly medianMs: number; readonly p99Ms: number };

/** A distribution has been drawn from by then. */
export type SufferedEffect = Exclude<FaultEffect, { kind: 'slow' }>;

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp;
  readonly random: () => number;
  left: number;
  due: number;
}

export class Faults {
  private armed: Armed[] = [];

  set(faults: readonly Fault[]): void {
    this.armed = faults.map(arm);
  }

  add(fault: Fault): void {
    this.armed.push(arm(fault));
  }

  list(): readonly Fault[] {
    return this.armed.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  /** The effect the next request has to suffer, if any. */
  take(operation: string, manager: string): SufferedEffect | undefined {
    for (const armed of this.armed) {
      const { fault } = armed;
      const matches = armed.pattern.test(operation) && (fault.manager ?? manager) === manager;
      if (!matches || armed.left === 0 || !strikes(armed)) continue;
      armed.left -= 1;
      return suffer(fault.effect, armed.random);
    }
    return undefined;
  }
}

function arm(fault: Fault): Armed {
  const words = fault.operation.split('*').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const left = fault.times ?? Number.POSITIVE_INFINITY;
  return {
    fault,
    pattern: new RegExp(`^${words.join('.*')}$`),
    random: seeded(fault.seed ?? 1),
    left,
    due: 0,
  };
}

function strikes(armed: Armed): boolean {
  const { rate = 1, chance = 1 } = armed.fault;
  armed.due += rate;
  if (armed.due < 1) return false;
  armed.due -= 1;
  return armed.random() < chance;
}

function suffer(effect: FaultEffect, random: () => number): SufferedEffect {
  if (effect.kind !== 'slow') return effect;
  return { kind: 'delay', ms: Math.round(logNormal(random, effect)) };
}
