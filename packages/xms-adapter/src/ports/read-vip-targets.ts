import { failed, ok, DEFAULT_ISCSI_PORT } from '@twinsite/domain';
import type { AccessTarget, CancelSignal, Problem, Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import type { WireAccessPath } from '../wire/access-path.js';
import type { ArrayContext } from './array-context.js';
import type { FoundAccessPath } from './read-targets.js';
import { readVipRows } from './vip-rows.js';

/**
 * The targets of an access path that is used through its VIPs: one per VIP, under the path's own IQN, whoever holds it
 * now.
 */
export async function readVipTargets(
  { client, siteMap }: ArrayContext,
  { path, targets }: FoundAccessPath,
  signal: CancelSignal,
): Promise<Result<readonly AccessTarget[], Problem>> {
  if (path.iqn === '') return failed(malformed(client, path, 'it has VIPs but no IQN'));
  const rows = await readVipRows(client, path, signal);
  if (!rows.ok) return rows;
  const { groups, vips, resourceTypes } = rows.value;
  if (groups.length === 0) {
    const seen = resourceTypes.join(', ') || 'none';
    const detail = `it counts ${path.vipGroupNum} VIP groups, the list has none of its own (resource types: ${seen})`;
    return failed(malformed(client, path, detail));
  }
  const port = targets.find((target) => target.port > 0 && target.port < 65_536)?.port ?? DEFAULT_ISCSI_PORT;
  return ok(
    vips.map(({ vip, holder }): AccessTarget => {
      const { hostName = 'none known', hostAdminIp = '' } = holder ?? {};
      const site = siteMap.siteOf(hostName) ?? siteMap.siteOf(hostAdminIp);
      const portals = [{ address: vip.ip, port }];
      return { iqn: path.iqn, gateway: hostName, site, portals, status: vip.status };
    }),
  );
}

const malformed = ({ array }: XmsClient, path: WireAccessPath, detail: string): Problem => ({
  kind: 'array-reply-malformed',
  array,
  operation: `read access path ${path.name}`,
  detail,
});
