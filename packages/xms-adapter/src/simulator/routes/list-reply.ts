import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { World } from '../world.js';

export interface Listing<Row> {
  /** The plural key of the reply. */
  readonly key: string;
  readonly rows: readonly Row[];
  readonly render: (row: Row) => Record<string, unknown>;
  /** What `q` searches; rows without it cannot be searched. */
  readonly text?: (row: Row) => string;
}

/** One page of a list, in the order of ids; `sort` is accepted and, its grammar being unknown, has no effect. */
export function listReply<Row extends { readonly createdAt: number }>(
  world: World,
  call: Call,
  listing: Listing<Row>,
): Reply {
  const found = search(world, call.query.text('q'), listing);
  const { limit, offset } = pageAsked(world, call);
  const page = limit === undefined ? found.slice(offset) : found.slice(offset, offset + limit);
  const body = { [listing.key]: page.map((row) => listing.render(row)) };
  if (world.switches().paging === 'absent') return { status: 200, body };
  const paging = { count: page.length, limit: limit ?? -1, offset, total_count: found.length };
  return { status: 200, body: { ...body, paging } };
}

function pageAsked(world: World, call: Call): { limit: number | undefined; offset: number } {
  const limit = call.query.int('limit') ?? world.switches().defaultPageSize;
  const offset = call.query.int('offset') ?? 0;
  if (limit < -1 || offset < 0) throw new ApiFault(400, 'limit must be -1 or more and offset 0 or more');
  return { limit: limit <= 0 ? undefined : limit, offset };
}

/** A bare word is fuzzy; `name.raw:word` and `field:word` are not. The index learns of new rows late. */
function search<Row extends { readonly createdAt: number }>(
  world: World,
  asked: string | undefined,
  listing: Listing<Row>,
): readonly Row[] {
  const { text, rows } = listing;
  if (asked === undefined || asked === '' || text === undefined) return rows;
  const [, exact] = /^[\w.]+:(.*)$/.exec(asked) ?? [];
  // An IQN has colons too: only a value after a known field name is an exact search.
  const isFieldSearch = /^(name|name\.raw|code|code\.raw|iqn):/.test(asked);
  const newest = world.clock.now() - world.switches().searchLagMs;
  return rows.filter((row) => {
    if (row.createdAt > newest) return false;
    if (isFieldSearch) return text(row) === exact;
    return text(row).toLowerCase().includes(asked.toLowerCase());
  });
}
