import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { XmsClient } from '../../client/xms-client.js';
import type { WireHost } from '../../wire/host.js';
import { readHosts } from '../read-targets.js';

const ROLE = 'block_storage_gateway';

/** The hosts of these names, in this order; one that has not the gateway's role is `gateway-unknown`. */
export async function gatewayHosts(
  client: XmsClient,
  gateways: readonly string[],
  signal: CancelSignal,
): Promise<Result<readonly WireHost[], Problem>> {
  const hosts = await readHosts(client, signal);
  if (!hosts.ok) return hosts;
  const able = hosts.value.filter(({ roles }) => roles.split(/[\s,]+/).includes(ROLE));
  const found: WireHost[] = [];
  for (const gateway of gateways) {
    const host = able.find(({ name }) => name === gateway);
    if (host === undefined) {
      const known = able.map(({ name }) => name);
      return failed({ kind: 'gateway-unknown', array: client.array, gateway, known });
    }
    found.push(host);
  }
  return ok(found);
}
