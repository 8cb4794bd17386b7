import { FabricError } from './fabric.js';
import type { MemoryNetwork } from './site-network.js';

export interface Waiting {
  readonly network: MemoryNetwork;
  readonly signal: AbortSignal;
  /** True once the initiator can know that its session is gone. */
  readonly lost: () => boolean;
  readonly what: string;
}

/** The answer, or the first of: the session is known to be lost, the caller's signal aborts. */
export function untilServed<T>(served: Promise<T>, waiting: Waiting): Promise<T> {
  const { network, signal, lost, what } = waiting;
  return new Promise((resolve, reject) => {
    const end = (act: () => void): void => {
      unsubscribe();
      signal.removeEventListener('abort', abort);
      act();
    };
    const abort = (): void => end(() => reject(signal.reason as Error));
    const unsubscribe = network.subscribe(() => {
      if (lost()) end(() => reject(new FabricError('session-lost', what)));
    });
    signal.addEventListener('abort', abort);
    served.then(
      (answer) => end(() => resolve(answer)),
      () => end(() => resolve(served)),
    );
  });
}
