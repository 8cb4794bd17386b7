import type { InFlight, MemoryGateway } from './memory-gateway.js';
import type { PlaneParts } from './plane-parts.js';

export interface Command<T> {
  readonly initiator: string;
  readonly portal: string;
  /** What it does to the pool. */
  readonly run: () => T;
  readonly dropped: () => void;
}

/**
 * Carries a command from its arrival at the gateway to the pool. It executes only while the gateway reaches
 * the majority, waits while the lease still runs, and never resolves once it has been dropped.
 */
export function executeCommand<T>(
  parts: PlaneParts,
  gateway: MemoryGateway,
  command: Command<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let dropped = false;
    let unsubscribe = (): void => undefined;
    const inFlight: InFlight = {
      initiator: command.initiator,
      portal: command.portal,
      drop: () => {
        dropped = true;
        unsubscribe();
        command.dropped();
      },
    };
    const tryToRun = (): void => {
      if (dropped || !gateway.canExecute()) return;
      unsubscribe();
      gateway.inFlight.delete(inFlight);
      gateway.commandsExecuted += 1;
      try {
        resolve(command.run());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      parts.network.tell();
    };
    const arriveAtThePool = (): void => {
      if (!dropped) unsubscribe = parts.network.subscribe(tryToRun);
      tryToRun();
    };
    gateway.inFlight.add(inFlight);
    if (gateway.commandMs === 0) arriveAtThePool();
    else parts.clock.after(gateway.commandMs, arriveAtThePool);
  });
}
