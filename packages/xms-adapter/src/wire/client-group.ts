import type { Reader } from './reader.js';
import { settledBy, type Settled } from './settled.js';

/** `ClientGroup`. Its CHAP secret is not read. */
export interface WireClientGroup {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly status: string;
  /** Undefined when the list leaves the clients out. */
  readonly codes: readonly string[] | undefined;
}

export function decodeClientGroup(from: Reader): WireClientGroup {
  return {
    id: from.integer('id'),
    name: from.text('name'),
    type: from.optionalText('type') ?? '',
    description: from.optionalText('description') ?? '',
    status: from.optionalText('status') ?? '',
    codes: from.optionalList('clients', (client) => client.text('code')),
  };
}

/** A client group has no documented status word of its own: one that has none is ready. */
export const clientGroupSettled = (group: WireClientGroup): Settled =>
  group.status === '' ? 'done' : settledBy(group.status);
