import type { AccessPathObject } from '../../access-path/access-path-objects.port.js';
import type { AccessPathStatus } from '../../access-path/access-path-status.js';
import type { Attachment, TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import { gatewayView } from './gateway-view.js';
import { samePlace } from './known-targets.js';
import type { PortalView } from './portal-view.js';
import { vipView } from './vip-view.js';

export type SeenAccessPath = Pick<AccessPathObject, 'generation' | 'spec' | 'status'>;

/** `use` and `leave` are the portals of the attachment, none twice; `add` are new ones. Never all three without a way in. */
export interface WantedPortals {
  readonly use: readonly TargetPortal[];
  readonly leave: readonly TargetPortal[];
  readonly add: readonly TargetPortal[];
}

/**
 * The portals a volume should have by the AccessPaths of its own access path: they show one of its iSCSI names and have the
 * name of the path. Whatever is not certain changes nothing: no such AccessPath, one whose status is behind its spec, without
 * a role or without a gateway. Where several speak of the volume (two objects of one access path) only what all of them say
 * counts.
 */
export function wantedPortals(attachment: Attachment, accessPaths: readonly SeenAccessPath[]): WantedPortals {
  const { portals } = attachment;
  const unchanged: WantedPortals = { use: portals, leave: [], add: [] };
  const views = accessPaths.flatMap(({ generation, spec, status }) =>
    status !== undefined && speaksOf(attachment, spec, status)
      ? [viewOf(attachment, generation, status)]
      : [],
  );
  const certain = views.filter((view) => view !== undefined);
  if (certain.length === 0 || certain.length < views.length) return unchanged;
  const agreed = certain
    .flatMap(({ wanted }) => wanted)
    .filter((portal) => certain.every(({ wanted }) => isIn(wanted, portal)));
  const add = inOrder(agreed.filter((portal) => !isIn(portals, portal)));
  const leave = portals.filter((portal) => certain.every(({ isGivenUp }) => isGivenUp(portal)));
  const use = portals.filter((portal) => !leave.includes(portal));
  return use.length + add.length === 0 ? unchanged : { use, leave, add };
}

/**
 * A gateway may have one iSCSI name for all access paths. Where an older driver has not written down the name of the path,
 * only an AccessPath that shows every portal of the volume is taken for its own.
 */
function speaksOf(
  { pathMode, portals, accessPath }: Attachment,
  spec: unknown,
  { iqn, gateways }: AccessPathStatus,
): boolean {
  const names = pathMode === 'vip' ? [iqn] : gateways.map(({ targetIqn }) => targetIqn);
  const isShown = (portal: TargetPortal): boolean => names.includes(portal.iqn);
  if (accessPath === undefined) return portals.every(isShown);
  const isNamed = typeof spec === 'object' && spec !== null && 'name' in spec && spec.name === accessPath;
  return isNamed && portals.some(isShown);
}

/** Undefined when the status says nothing certain. */
function viewOf(
  attachment: Attachment,
  generation: number,
  status: AccessPathStatus,
): PortalView | undefined {
  const isCurrent = status.observedGeneration === generation && status.role !== undefined;
  if (!isCurrent || status.gateways.length === 0) return undefined;
  return attachment.pathMode === 'vip' ? vipView(attachment, status) : gatewayView(status);
}

const isIn = (portals: readonly TargetPortal[], portal: TargetPortal): boolean =>
  portals.some((other) => samePlace(other, portal));

/** One of each place, in an order that does not depend on that of the status. */
function inOrder(portals: readonly TargetPortal[]): readonly TargetPortal[] {
  const key = ({ iqn, portal, site }: TargetPortal): string => `${iqn} ${formatPortal(portal)} ${site ?? ''}`;
  const sorted = portals.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return sorted.filter((portal, index) => sorted.findIndex((other) => samePlace(other, portal)) === index);
}
