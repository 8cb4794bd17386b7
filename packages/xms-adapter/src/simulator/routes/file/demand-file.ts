import type { FileSide } from '../../export/file-side.js';
import { ApiFault } from '../../http/api-fault.js';
import type { Table } from '../../state/table.js';
import type { World } from '../../world.js';

/** The row, or 404. */
export function demandRow<Row extends { readonly id: number }>(
  table: Table<Row>,
  id: number,
  what: string,
): Row {
  const row = table.get(id);
  if (!row) throw new ApiFault(404, `${what} ${id} not found`);
  return row;
}

/** The row that a body names, or 400. */
export function namedRow<Row extends { readonly id: number }>(
  table: Table<Row>,
  id: number | undefined,
  what: string,
): Row {
  const row = table.get(id ?? 0);
  if (!row) throw new ApiFault(400, `${what} ${id ?? 'that is not given'} does not exist`);
  return row;
}

export function demandFiles({ files }: World): FileSide {
  if (!files) throw new ApiFault(500, 'the data plane serves no files');
  return files;
}

/** A second object where the array wants one alone. */
export const taken = (world: World, detail: string): ApiFault =>
  new ApiFault(world.switches().duplicateName, detail);
