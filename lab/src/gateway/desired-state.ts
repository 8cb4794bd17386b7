import type { FloatingTarget, GatewayExports } from '@twinsite/xms-adapter/simulator';
import type { Allocation } from './extent-allocator.js';
import { volumeTable } from './device-mapper-table.js';
import type { GatewayState, TargetState } from './gateway-state.js';
import { serialForNaa } from './naa-serial.js';

const NAME = /^[a-z0-9][a-z0-9.:-]{3,222}$/;
const PORTAL = /^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/;

export interface Backing {
  readonly extentBytes: number;
  volume(id: number): Allocation | undefined;
}

/** How much longer each write to a volume takes on this gateway, ms; volumes that are not in it are as fast as ever. */
export type WriteDelays = ReadonlyMap<number, number>;

const NO_DELAYS: WriteDelays = new Map();

export function backstoreName(volumeId: number): string {
  return `volume-${volumeId}`;
}

/** What the gateway must have for these exports. Throws RangeError for what LIO cannot or must not do. */
export function desiredState(
  exports: GatewayExports,
  backing: Backing,
  delays: WriteDelays = NO_DELAYS,
): GatewayState {
  const { floating = [] } = exports;
  const served = [{ ...exports, portals: [exports.portal] }, ...floating];
  refuseUnsafeWords(served);
  const accesses = served.flatMap(({ initiators }) => initiators);
  const ids = new Set(accesses.flatMap((access) => access.luns.map((lun) => lun.volumeId)));
  const volumes = [...ids].map((id) => ({ id, name: backstoreName(id), allocation: held(backing, id) }));
  return {
    devices: new Map(
      volumes.map(({ id, name, allocation }) => [
        name,
        volumeTable(allocation, backing.extentBytes, delays.get(id)),
      ]),
    ),
    backstores: new Map(volumes.map((one) => [one.name, serialForNaa(one.allocation.naa)])),
    targets: new Map(served.map((target) => [target.targetIqn, targetState(target)])),
    addresses: new Set(floating.flatMap(({ held }) => held.map(addressOf))),
  };
}

type Served = Pick<FloatingTarget, 'targetIqn' | 'portals' | 'initiators'>;

/** It listens at every VIP, also at those it does not hold, so that only the address has to move. */
function targetState({ portals, initiators }: Served): TargetState {
  const ids = new Set(initiators.flatMap((access) => access.luns.map((lun) => lun.volumeId)));
  const acls = initiators.map(
    (access) => [access.iqn, new Map(access.luns.map((lun) => [lun.lun, lun.volumeId]))] as const,
  );
  return {
    enabled: true,
    portals: new Set(portals),
    luns: new Map([...ids].map((id) => [id, backstoreName(id)])),
    acls: new Map(acls),
  };
}

const addressOf = (portal: string): string => portal.replace(/:\d+$/, '');

function held(backing: Backing, id: number): Allocation {
  const allocation = backing.volume(id);
  if (allocation === undefined)
    throw new RangeError(`volume ${id} has no backing in the pool: call ensureBacking before it is exported`);
  return allocation;
}

/** These words end up in a shell script and in configfs names. */
function refuseUnsafeWords(served: readonly Served[]): void {
  const iqns = served.map(({ targetIqn }) => targetIqn);
  const accesses = served.flatMap(({ initiators }) => initiators);
  for (const name of [...iqns, ...accesses.map((access) => access.iqn)])
    if (!NAME.test(name)) throw new RangeError(`\`${name}\` is not a lower-case iSCSI name`);
  if (new Set(iqns).size < iqns.length)
    throw new RangeError(`two targets of one gateway are called ${iqns.join(' and ')}`);
  for (const portal of served.flatMap(({ portals }) => portals))
    if (!PORTAL.test(portal)) throw new RangeError(`portal \`${portal}\` is not ip:port`);
  // LIO answers for an unmapped LUN 0 with a virtual read-only disk, and paths to it stay "ready".
  for (const lun of accesses.flatMap((access) => access.luns.map((one) => one.lun)))
    if (!Number.isInteger(lun) || lun < 1 || lun > 255)
      throw new RangeError(`LUN ${lun} is not between 1 and 255 (0 is never mapped)`);
}
