import type { GatewayExports } from '@twinsite/xms-adapter/simulator';
import type { Allocation } from './extent-allocator.js';
import { volumeTable } from './device-mapper-table.js';
import type { GatewayState } from './gateway-state.js';
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
  refuseUnsafeWords(exports);
  const ids = new Set(exports.initiators.flatMap((access) => access.luns.map((lun) => lun.volumeId)));
  const volumes = [...ids].map((id) => ({ id, name: backstoreName(id), allocation: held(backing, id) }));
  const acls = exports.initiators.map(
    (access) => [access.iqn, new Map(access.luns.map((lun) => [lun.lun, lun.volumeId]))] as const,
  );
  const target = {
    enabled: true,
    portals: new Set([exports.portal]),
    luns: new Map(volumes.map((volume) => [volume.id, volume.name])),
    acls: new Map(acls),
  };
  return {
    devices: new Map(
      volumes.map(({ id, name, allocation }) => [
        name,
        volumeTable(allocation, backing.extentBytes, delays.get(id)),
      ]),
    ),
    backstores: new Map(volumes.map((one) => [one.name, serialForNaa(one.allocation.naa)])),
    targets: new Map([[exports.targetIqn, target]]),
  };
}

function held(backing: Backing, id: number): Allocation {
  const allocation = backing.volume(id);
  if (allocation === undefined)
    throw new RangeError(`volume ${id} has no backing in the pool: call ensureBacking before it is exported`);
  return allocation;
}

/** These words end up in a shell script and in configfs names. */
function refuseUnsafeWords(exports: GatewayExports): void {
  for (const name of [exports.targetIqn, ...exports.initiators.map((access) => access.iqn)])
    if (!NAME.test(name)) throw new RangeError(`\`${name}\` is not a lower-case iSCSI name`);
  if (!PORTAL.test(exports.portal)) throw new RangeError(`portal \`${exports.portal}\` is not ip:port`);
  // LIO answers for an unmapped LUN 0 with a virtual read-only disk, and paths to it stay "ready".
  for (const lun of exports.initiators.flatMap((access) => access.luns.map((one) => one.lun)))
    if (!Number.isInteger(lun) || lun < 1 || lun > 255)
      throw new RangeError(`LUN ${lun} is not between 1 and 255 (0 is never mapped)`);
}
