import type { AccessPathStatus } from '../../access-path/access-path-status.js';
import type { Attachment } from '../../attachment/attachment.js';
import { DEFAULT_ISCSI_PORT } from '../../attachment/portal.js';
import type { PortalView } from './portal-view.js';

/** Of an attachment whose portals are VIPs under the name of the access path; all of them have one port. */
export function vipView(
  attachment: Pick<Attachment, 'portals'>,
  { iqn, gateways, vips }: AccessPathStatus,
): PortalView | undefined {
  if (iqn === undefined || vips.length === 0) return undefined;
  const port = attachment.portals[0]?.portal.port ?? DEFAULT_ISCSI_PORT;
  const siteOf = (holder: string | undefined) => gateways.find(({ name }) => name === holder)?.site;
  return {
    wanted: vips
      .filter(({ state }) => state === 'Active' || state === 'Down')
      .map(({ address, holder }) => ({ iqn, portal: { address, port }, site: siteOf(holder) })),
    isGivenUp: ({ portal }) =>
      !vips.some(({ address, state }) => address === portal.address && state !== 'Leaving'),
  };
}
