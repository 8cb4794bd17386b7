import type { Clock } from '../clock.js';
import type { MemoryNetwork } from './site-network.js';

/** A gateway as a command meets it. `Sender` is what the gateway knows of who sent it. */
export interface Executor<Sender> {
  /** Time a command takes before it reaches the pool, ms. */
  readonly commandMs: number;
  commandsExecuted: number;
  /** Commands that have arrived and neither executed nor been dropped. */
  readonly inFlight: Set<Sender & Droppable>;
  /** Whether a command may reach the pool now. */
  canExecute(): boolean;
}

export interface Droppable {
  readonly drop: () => void;
}

export interface Command<Sender, T> {
  readonly sender: Sender;
  /** What it does to the pool. */
  readonly run: () => T;
  readonly dropped: () => void;
}

export interface CommandRoom {
  readonly clock: Clock;
  readonly network: MemoryNetwork;
}

/**
 * Carries a command from its arrival at the gateway to the pool. It executes only while the gateway reaches
 * the majority, waits while the lease still runs, and never resolves once it has been dropped.
 */
export function executeCommand<Sender, T>(
  room: CommandRoom,
  gateway: Executor<Sender>,
  command: Command<Sender, T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let dropped = false;
    let unsubscribe = (): void => undefined;
    const inFlight: Sender & Droppable = {
      ...command.sender,
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
      room.network.tell();
    };
    const arriveAtThePool = (): void => {
      if (!dropped) unsubscribe = room.network.subscribe(tryToRun);
      tryToRun();
    };
    gateway.inFlight.add(inFlight);
    if (gateway.commandMs === 0) arriveAtThePool();
    else room.clock.after(gateway.commandMs, arriveAtThePool);
  });
}
