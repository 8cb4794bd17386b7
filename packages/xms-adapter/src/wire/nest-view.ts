import type { Reader } from './reader.js';

/** The short form in which one object names another. */
export interface NestView {
  readonly id: number;
  readonly name: string;
}

/** Undefined when absent, and for the empty object `{ id: 0 }` that some releases send instead of null. */
export function nestView(from: Reader, key: string): NestView | undefined {
  const view = from.optionalObject(key);
  const id = view?.optionalInteger('id');
  return view === undefined || id === undefined || id === 0
    ? undefined
    : { id, name: view.optionalText('name') ?? '' };
}
