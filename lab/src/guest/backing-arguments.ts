import type { LabProfile } from '../lab-profile.js';
import {
  addressOf,
  FILE_GATEWAYS,
  FILE_VIP,
  PREFIX_LENGTH,
  type Member,
  type Net,
} from '../network/topology.js';
import { gatewayMonitors } from '../quorum/addresses.js';

export type Cable = readonly [member: Member, net: Net];

/** The machine has the cables of both file gateways: vec0 and vec1 are those of the first, and its own is the last. */
export const BACKING_CABLES: readonly Cable[] = [
  ...FILE_GATEWAYS.flatMap((name): Cable[] => [
    [name, 'data'],
    [name, 'management'],
  ]),
  ['backing', 'management'],
];

/** What the machine below the file gateways has to be told; `d` forbids the copy-on-write reading of the image. */
export function backingArguments(image: string, profile: LabProfile): string[] {
  return [
    `ubd0d=${image}`,
    `lab.mgmt_link=vec${BACKING_CABLES.length - 1}`,
    ...FILE_GATEWAYS.flatMap((name) => {
      const word = name.replace('-', '_');
      return [
        `lab.${word}_data=${addressOf(name, 'data')}/${PREFIX_LENGTH.data}`,
        `lab.${word}_mgmt=${addressOf(name, 'management')}/${PREFIX_LENGTH.management}`,
      ];
    }),
    `lab.vip=${FILE_VIP}/${PREFIX_LENGTH.data}`,
    `lab.grace_s=${profile.nfsGraceMs / 1000}`,
    `lab.monitors=${gatewayMonitors().join(',')}`,
    `lab.lease_ms=${profile.fileGatewayLeaseMs}`,
  ];
}
