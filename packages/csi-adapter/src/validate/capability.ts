import {
  all,
  ok,
  type AccessMode,
  type GeneralProblem,
  type Result,
  type VolumeCapability,
} from '@twinsite/domain';
import type { VolumeCapability as WireCapability } from '../generated/csi_pb.js';
import { VolumeCapability_AccessMode_Mode as Mode } from '../generated/csi_pb.js';
import { invalid, refuseUnadvertised } from './required.js';

const MODES: Readonly<Record<Exclude<Mode, Mode.UNKNOWN>, AccessMode>> = {
  [Mode.SINGLE_NODE_WRITER]: 'single-node-writer',
  [Mode.SINGLE_NODE_READER_ONLY]: 'single-node-reader',
  [Mode.MULTI_NODE_READER_ONLY]: 'multi-node-reader',
  [Mode.MULTI_NODE_SINGLE_WRITER]: 'multi-node-single-writer',
  [Mode.MULTI_NODE_MULTI_WRITER]: 'multi-node-multi-writer',
  [Mode.SINGLE_NODE_SINGLE_WRITER]: 'single-node-single-writer',
  [Mode.SINGLE_NODE_MULTI_WRITER]: 'single-node-multi-writer',
};

type Parsed<T> = Result<T, GeneralProblem>;

/** A required capability: access type and access mode must both be given. */
export function parseCapability(field: string, wire: WireCapability | undefined): Parsed<VolumeCapability> {
  if (wire === undefined) return invalid(field, undefined, 'this field is required and is missing');
  const use = parseUse(field, wire);
  if (!use.ok) return use;
  const mode = parseMode(`${field}.access_mode`, wire);
  return mode.ok ? ok({ use: use.value, mode: mode.value }) : mode;
}

export function parseCapabilities(
  field: string,
  wire: readonly WireCapability[],
): Parsed<readonly VolumeCapability[]> {
  return all(wire.map((capability, index) => parseCapability(`${field}[${index}]`, capability)));
}

export function requireCapabilities(
  field: string,
  wire: readonly WireCapability[],
): Parsed<readonly VolumeCapability[]> {
  if (wire.length === 0) return invalid(field, undefined, 'give at least one capability');
  return parseCapabilities(field, wire);
}

function parseUse(field: string, { accessType }: WireCapability): Parsed<VolumeCapability['use']> {
  if (accessType.case === undefined) return invalid(`${field}.access_type`, undefined, 'set block or mount');
  if (accessType.case === 'block') return ok({ kind: 'block' });
  const { fsType, mountFlags, volumeMountGroup } = accessType.value;
  const group = refuseUnadvertised(
    `${field}.mount.volume_mount_group`,
    volumeMountGroup !== '',
    'VOLUME_MOUNT_GROUP',
  );
  return group.ok ? ok({ kind: 'filesystem', fsType, mountFlags: [...mountFlags] }) : group;
}

function parseMode(field: string, { accessMode }: WireCapability): Parsed<AccessMode> {
  if (accessMode === undefined) return invalid(field, undefined, 'this field is required and is missing');
  const number: number = accessMode.mode;
  const known = Object.entries(MODES).find(([candidate]) => Number(candidate) === number);
  if (known !== undefined) return ok(known[1]);
  const given = Mode[number] ?? `${number} (not known to CSI 1.13)`;
  return invalid(`${field}.mode`, given, `give one of ${MODE_NAMES.join(', ')}`);
}

const MODE_NAMES = Object.keys(MODES).map((number) => Mode[Number(number)] ?? number);
