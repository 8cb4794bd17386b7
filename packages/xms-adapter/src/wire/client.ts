import { nestView, type NestView } from './nest-view.js';
import type { Reader } from './reader.js';

/** `Client`: one initiator, in at most one client group. */
export interface WireClient {
  readonly id: number;
  /** IQN as it was registered; compare without case. */
  readonly code: string;
  readonly group: NestView | undefined;
}

export function decodeClient(from: Reader): WireClient {
  return { id: from.integer('id'), code: from.text('code'), group: nestView(from, 'client_group') };
}
