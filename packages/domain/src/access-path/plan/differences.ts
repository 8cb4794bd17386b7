import type { ArrayAccessPath } from '../access-path-setup.port.js';
import type { AccessPathSpec } from '../access-path-spec.js';
import { sameAddress } from '../ip-address.js';
import { isAsWanted } from './scene.js';

/** Where the access path on the array is not what the spec says, one sentence each. */
export function differences(spec: AccessPathSpec, path: ArrayAccessPath): readonly string[] {
  const there = path.targets.map(({ gateway }) => gateway);
  const missing = spec.gateways.filter((gateway) => !there.includes(gateway));
  const extra = there.filter((gateway) => !spec.gateways.includes(gateway));
  return [
    ...missing.map((gateway) => `gateway ${gateway} is in spec and not on the array`),
    ...extra.map((gateway) => `gateway ${gateway} is on the array and not in spec`),
    ...vipDifferences(spec, path),
  ];
}

function vipDifferences(spec: AccessPathSpec, path: ArrayAccessPath): readonly string[] {
  const missing = spec.vips.flatMap((wanted) => {
    const vip = path.vips.find(({ address }) => sameAddress(address, wanted.address));
    if (vip === undefined) return [`VIP ${wanted.address} is in spec and not on the array`];
    if (isAsWanted(vip, wanted)) return [];
    const has = `mask ${vip.mask} and default gateway ${vip.defaultGateway ?? '(none)'}`;
    return [
      `VIP ${wanted.address} has ${has} on the array, in spec mask ${wanted.mask} and default gateway ${wanted.defaultGateway ?? '(any)'}`,
    ];
  });
  const extra = path.vips.filter(
    ({ address }) => !spec.vips.some((wanted) => sameAddress(wanted.address, address)),
  );
  const isPreemptOther = spec.vips.length > 0 && path.preempt !== undefined && path.preempt !== spec.preempt;
  return [
    ...missing,
    ...extra.map(({ address }) => `VIP ${address} is on the array and not in spec`),
    ...(isPreemptOther
      ? [`preempt is ${String(path.preempt)} on the array and ${String(spec.preempt)} in spec`]
      : []),
  ];
}
