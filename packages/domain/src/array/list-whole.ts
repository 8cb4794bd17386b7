import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, type Result } from '../shared/result.js';
import type { ArrayDirectory } from './array-directory.port.js';
import type { ConfirmWhole } from './confirm-absence.js';
import { pageOf, type ArrayRow, type Page, type PageRequest } from './list-page.js';

export interface WholeList<Entry, Row> {
  readonly arrays: ArrayDirectory<Entry>;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmWhole?: ConfirmWhole;
  readonly rowsOf: (array: Entry, signal: CancelSignal) => Promise<Result<readonly Row[], Problem>>;
}

/** A page of the rows of every listed array: complete or a problem. */
export async function listWhole<Entry extends { readonly name: string }, Row extends ArrayRow>(
  list: WholeList<Entry, Row>,
  request: PageRequest,
  signal: CancelSignal,
): Promise<Result<Page<Row>, Problem>> {
  const arrays = list.arrays.listed();
  if (arrays.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
  const rows = all(await Promise.all(arrays.map((array) => list.rowsOf(array, signal))));
  if (!rows.ok) return rows;
  const whole = await list.confirmWhole?.(signal);
  if (whole?.ok === false) return whole;
  return pageOf(
    rows.value.flat(),
    arrays.map(({ name }) => name),
    request,
  );
}
