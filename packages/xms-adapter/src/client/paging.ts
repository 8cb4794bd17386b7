import { ok, type Problem, type Result } from '@twinsite/domain';
import type { Page } from '../wire/page.js';

/** In use by other clients of the API, so it is known to be allowed. */
export const PAGE_SIZE = 500;

type ReadPage<T> = (limit: number, offset: number) => Promise<Result<Page<T>, Problem>>;

const ATTEMPTS = 3;

/**
 * Reads all pages. Offsets shift when rows come or go meanwhile, which can hide a row: when the total changes on the
 * way the list is read again, at most three times.
 */
export async function readPages<T extends { readonly id: number }>(
  readPage: ReadPage<T>,
): Promise<Result<readonly T[], Problem>> {
  for (let attempt = 1; ; attempt += 1) {
    const pass = await readOnce(readPage);
    if (!pass.ok || pass.value.steady || attempt === ATTEMPTS) return pass.ok ? ok(pass.value.rows) : pass;
  }
}

interface Pass<T> {
  readonly rows: readonly T[];
  readonly steady: boolean;
}

/** Without a `paging` object the list ends at the first page that is shorter than asked for. */
async function readOnce<T extends { readonly id: number }>(
  readPage: ReadPage<T>,
): Promise<Result<Pass<T>, Problem>> {
  const rows = new Map<number, T>();
  const totals = new Set<number | undefined>();
  for (let offset = 0; ; ) {
    const page = await readPage(PAGE_SIZE, offset);
    if (!page.ok) return page;
    const { items, total } = page.value;
    for (const item of items) rows.set(item.id, item);
    totals.add(total);
    offset += items.length;
    const more = total === undefined ? items.length >= PAGE_SIZE : offset < total;
    if (!more || items.length === 0) return ok({ rows: [...rows.values()], steady: totals.size === 1 });
  }
}
