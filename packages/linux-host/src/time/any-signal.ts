import { setMaxListeners } from 'node:events';
import type { CancelSignal } from '@twinsite/domain';

/** Fires when one of two signals does; `release` takes its listeners off signals that live longer. */
export function anySignal(
  first: CancelSignal,
  second: CancelSignal,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const merged = new AbortController();
  // One call waits for many things at once; every listener is taken off again, so their number is no leak.
  for (const signal of [first, second]) if (signal instanceof AbortSignal) setMaxListeners(0, signal);
  const fire = (): void => merged.abort();
  if (first.aborted || second.aborted) fire();
  first.addEventListener('abort', fire);
  second.addEventListener('abort', fire);
  const release = (): void => {
    first.removeEventListener('abort', fire);
    second.removeEventListener('abort', fire);
  };
  return { signal: merged.signal, release };
}
