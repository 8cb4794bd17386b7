import type { Clock } from '../clock.js';
import type { BlockStore } from './block-store.js';
import type { MemoryGateway } from './memory-gateway.js';
import type { MemoryNetwork } from './site-network.js';
import type { WriteEntry, WriteLog } from './write-log.js';

/** What the management side and the data side of the in-memory plane have in common. */
export interface PlaneParts {
  readonly clock: Clock;
  readonly network: MemoryNetwork;
  readonly store: BlockStore;
  readonly writeLog: WriteLog<WriteEntry>;
  readonly gateways: readonly MemoryGateway[];
  /** Throws when no gateway has that name. */
  readonly gateway: (name: string) => MemoryGateway;
}
