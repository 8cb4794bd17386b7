import type {
  AccessPathStatus,
  GatewayState,
  GatewayStatus,
  SeenAccessPath,
  TargetPortal,
  VipStatus,
} from '@twinsite/domain';

const iqnOf = (name: string): string => `iqn.2018-12.sds:${name}`;
const addressOf = (name: string) => ({ address: `10.0.0.${name.charCodeAt(0)}`, port: 3260 });

/** A gateway of a one-letter name. */
export const gateway = (name: string, state: GatewayState = 'Active'): GatewayStatus => ({
  name: `gw-${name}`,
  site: name < 'c' ? 'a' : 'b',
  targetIqn: iqnOf(name),
  portals: [addressOf(name)],
  state,
});

export const portalOf = (name: string): TargetPortal => ({
  iqn: iqnOf(name),
  portal: addressOf(name),
  site: name < 'c' ? 'a' : 'b',
});

/** An AccessPath whose status is up to date. */
export function accessPath(
  gateways: readonly GatewayStatus[],
  vips: readonly VipStatus[] = [],
  change: Partial<AccessPathStatus> = {},
): SeenAccessPath {
  const status: AccessPathStatus = {
    observedGeneration: 3,
    role: 'manager',
    manager: 'cluster-1',
    managerSince: 0,
    takenOverFrom: undefined,
    iqn: iqnOf('ap'),
    conditions: [],
    gateways,
    vips,
    ...change,
  };
  return { generation: 3, spec: { name: 'ap' }, status };
}
