import type { SimClock } from '@twinsite/linux-host/testing';

export interface Deadline {
  readonly signal: AbortSignal;
  /** Forgets timer and listeners. */
  readonly end: () => void;
}

/** Fires after `ms` or with one of the other signals, whichever is first. */
export function deadline(clock: SimClock, ms: number, ...others: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  const fire = (): void => controller.abort();
  const forget = clock.after(ms, fire);
  for (const other of others) {
    other.addEventListener('abort', fire);
    if (other.aborted) fire();
  }
  const end = (): void => {
    forget();
    for (const other of others) other.removeEventListener('abort', fire);
  };
  return { signal: controller.signal, end };
}
