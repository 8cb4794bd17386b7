import { decodeWord, encodeWord } from '../shared/encoded-word.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

export interface PageRequest {
  /** 0: no limit. */
  readonly maxEntries: number;
  /** Empty: from the beginning. */
  readonly startingToken: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Empty: this is the end. */
  readonly nextToken: string;
}

/** A row of one listed array; `id` is the array's own number. */
export interface ArrayRow {
  readonly array: string;
  readonly id: string;
}

/**
 * One page of rows of several arrays, in the order of the arrays and then of the ids. The token names the last row shown
 * and not a count, so that what is created or deleted meanwhile neither hides nor repeats another row.
 */
export function pageOf<Row extends ArrayRow>(
  rows: readonly Row[],
  arrays: readonly string[],
  { maxEntries, startingToken }: PageRequest,
): Result<Page<Row>, GeneralProblem> {
  const cursor = startingToken === '' ? undefined : parseToken(startingToken);
  const unknown = startingToken !== '' && (cursor === undefined || !arrays.includes(cursor.array));
  if (unknown) return failed({ kind: 'token-unknown', token: startingToken });
  const compare = (one: ArrayRow, other: ArrayRow): number =>
    arrays.indexOf(one.array) - arrays.indexOf(other.array) || Number(BigInt(one.id) - BigInt(other.id));
  const rest = [...rows].sort(compare).filter((row) => cursor === undefined || compare(row, cursor) > 0);
  const shown = maxEntries === 0 ? rest : rest.slice(0, maxEntries);
  const last = shown.at(-1);
  return ok({
    rows: shown,
    nextToken: last === undefined || shown.length === rest.length ? '' : formatToken(last),
  });
}

const formatToken = ({ array, id }: ArrayRow): string => `1/${encodeWord(array)}/${id}`;

function parseToken(text: string): ArrayRow | undefined {
  const [, word, id] = /^1\/([^/]+)\/(\d{1,19})$/.exec(text) ?? [];
  const array = word === undefined ? undefined : decodeWord(word);
  return array === undefined || id === undefined ? undefined : { array, id };
}
