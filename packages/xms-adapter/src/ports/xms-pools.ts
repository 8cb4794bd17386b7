import {
  bytes,
  failed,
  ok,
  type CancelSignal,
  type Pool,
  type Pools,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import { decodePool, type WirePool } from '../wire/pool.js';
import type { ArrayContext } from './array-context.js';

/** `/pools/` */
export class XmsPools implements Pools {
  private readonly client: XmsClient;

  constructor({ client }: ArrayContext) {
    this.client = client;
  }

  async find(reference: string, signal: CancelSignal): Promise<Result<Pool, Problem>> {
    const pools = await readPools(this.client, signal);
    if (!pools.ok) return pools;
    const matches = pools.value.filter(({ id, name, poolName }) =>
      [name, poolName, String(id)].includes(reference),
    );
    const [only, ...others] = matches;
    if (only !== undefined && others.length === 0) return ok(toPool(only));
    if (only === undefined) {
      return failed({ kind: 'pool-missing', pool: reference, known: pools.value.map(({ name }) => name) });
    }
    const names = matches.map(({ id, name, poolName }) => `${name} (id ${id}, ${poolName})`);
    return failed({ kind: 'pool-ambiguous', pool: reference, matches: names });
  }

  async list(signal: CancelSignal): Promise<Result<readonly Pool[], Problem>> {
    const pools = await readPools(this.client, signal);
    return pools.ok ? ok(pools.value.map(toPool)) : pools;
  }
}

/** Pools that hold data: index pools are left out. */
export async function readPools(
  client: XmsClient,
  signal: CancelSignal,
): Promise<Result<readonly WirePool[], Problem>> {
  const pools = await client.list(
    { path: '/pools/', key: 'pools', operation: 'list pools' },
    decodePool,
    signal,
  );
  return pools.ok ? ok(pools.value.filter(({ role }) => role !== 'index')) : pools;
}

function toPool(wire: WirePool): Pool {
  const { totalKib, usedKib } = wire;
  const free = totalKib === undefined || usedKib === undefined ? undefined : totalKib - usedKib;
  return {
    id: String(wire.id),
    name: wire.name,
    poolName: wire.poolName,
    status: wire.status,
    stretched: wire.stretched,
    free: kib(free),
    total: kib(totalKib),
  };
}

/** Samples are averages and may have fractions; used can exceed total on a pool that is over-full. */
function kib(count: number | undefined): Pool['free'] {
  return count === undefined ? undefined : bytes(BigInt(Math.max(0, Math.floor(count))) * 1024n);
}
