import type { Reader } from './reader.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Rows there are in all; undefined when the reply has no `paging` object (the 4.2 spec does not declare it). */
  readonly total: number | undefined;
}

export function decodePage<T>(from: Reader, key: string, decode: (item: Reader) => T): Page<T> {
  return {
    items: from.list(key, decode),
    total: from.optionalObject('paging')?.optionalInteger('total_count'),
  };
}
