import {
  all,
  type CancelSignal,
  ok,
  type PoolReading,
  type Problem,
  type Result,
  type SiteId,
  type SiteMap,
} from '@twinsite/domain';
import { refusedWith } from '../client/refusal.js';
import type { WirePool } from '../wire/pool.js';
import { decodeNamesBelow, decodePlace, type WirePlace } from '../wire/pool-topology.js';
import type { ArrayContext } from './array-context.js';
import { readPools } from './xms-pools.js';

interface PoolPlaces {
  readonly pool: WirePool;
  readonly places: readonly WirePlace[];
}

/** Every data pool with the places of its replicas (`/pools/{id}/topology`). */
export async function readPoolsBySite(
  array: ArrayContext,
  signal: CancelSignal,
): Promise<Result<readonly PoolReading[], Problem>> {
  const pools = await readPools(array.client, signal);
  if (!pools.ok) return pools;
  const asked = await Promise.all(pools.value.map((pool) => readPlaces(array, pool, signal)));
  const found = all(asked.filter((pool) => pool.ok || !refusedWith(pool.problem, 404)));
  if (!found.ok) return found;
  const sites = await readSites(
    array,
    found.value.flatMap(({ places }) => places),
    signal,
  );
  if (!sites.ok) return sites;
  return ok(
    found.value.map(({ pool, places }) => ({
      name: pool.name,
      status: pool.status,
      stretched: pool.stretched,
      replicas: places.map(({ name, replicas }) => ({
        place: name,
        site: sites.value.get(name),
        count: replicas,
      })),
    })),
  );
}

async function readPlaces(
  { client }: ArrayContext,
  pool: WirePool,
  signal: CancelSignal,
): Promise<Result<PoolPlaces, Problem>> {
  const request = { path: `/pools/${pool.id}/topology`, operation: `read the topology of pool ${pool.name}` };
  const root = await client.get(request, (from) => decodePlace(from.object('pool_topology')), signal);
  return root.ok ? ok({ pool, places: placesOf(root.value) }) : root;
}

/** The first level below the root that keeps replicas: the sites of a stretched pool. */
function placesOf(root: WirePlace): readonly WirePlace[] {
  const below = root.children.filter(({ replicas }) => replicas > 0);
  return below.length > 0 || root.replicas === 0 ? below : [root];
}

/** Site by place name. A place that the site map does not name stands where all its hosts stand. */
async function readSites(
  array: ArrayContext,
  places: readonly WirePlace[],
  signal: CancelSignal,
): Promise<Result<ReadonlyMap<string, SiteId | undefined>, Problem>> {
  const byName = [...new Map(places.map((place) => [place.name, place])).values()];
  const sites = all(await Promise.all(byName.map((place) => readSite(array, place, signal))));
  return sites.ok ? ok(new Map(sites.value)) : sites;
}

async function readSite(
  { client, siteMap }: ArrayContext,
  place: WirePlace,
  signal: CancelSignal,
): Promise<Result<readonly [string, SiteId | undefined], Problem>> {
  const known = siteMap.siteOf(place.name) ?? siteOfAll(siteMap, namesBelow(place));
  if (known !== undefined || place.id === undefined) return ok([place.name, known]);
  const request = {
    path: `/placement-nodes/${place.id}/topology`,
    operation: `read what stands at ${place.name}`,
  };
  const names = await client.get(request, (from) => decodeNamesBelow(from.object('topology')), signal);
  if (!names.ok) return refusedWith(names.problem, 404) ? ok([place.name, undefined]) : names;
  return ok([place.name, siteOfAll(siteMap, names.value)]);
}

const namesBelow = (place: WirePlace): readonly string[] =>
  place.children.flatMap((child) => [child.name, ...namesBelow(child)]);

function siteOfAll(siteMap: SiteMap, names: readonly string[]): SiteId | undefined {
  const [first, ...others] = new Set(
    names.map((name) => siteMap.siteOf(name)).filter((site) => site !== undefined),
  );
  return others.length === 0 ? first : undefined;
}
