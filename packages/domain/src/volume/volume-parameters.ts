import type { FsType } from '../node/filesystems.port.js';
import { ok } from '../shared/result.js';
import type { DeletePolicy } from './block-volumes.port.js';
import { parseFsType } from './fs-type.js';
import { parseManagerList } from './manager-list.js';
import { invalidParameter, isSidecarKey, parseFlag, parseList } from './parameter-fields.js';
import type { Parameters, Parsed } from './parameter-fields.js';

/** A StorageClass of the block driver, as the article writes it. */
export interface VolumeParameters extends PathPolicyParameters {
  /** Names on the array, in the order given. Never empty. */
  readonly accessPaths: readonly string[];
  /** Display name, internal name or numeric id. */
  readonly pool: string;
  /** Managers in the order to try; empty when the class names none. */
  readonly xmsServers: readonly string[];
  readonly fsType: FsType;
  /** For mkfs, as written; which words are allowed depends on the file system of the claim. */
  readonly mkfsOptions: string;
  /** Whether a volume made from another one or from a snapshot is cut off it; undefined: the default decides. */
  readonly flatten: boolean | undefined;
  readonly deletePolicy: DeletePolicy;
}

export interface PathPolicyParameters {
  /** How many portals a stage needs at least. */
  readonly minPaths: number;
  readonly requireBothSites: boolean;
}

const KEYS = [
  'accessPaths',
  'pool',
  'xmsServers',
  'fsType',
  'fstype',
  'mkfsOptions',
  'flatten',
  'minPaths',
  'requireBothSites',
  'deletePolicy',
];
const FS_TYPE_KEYS = ['fsType', 'fstype', 'csi.storage.k8s.io/fstype'];

export function parseVolumeParameters(parameters: Parameters): Parsed<VolumeParameters> {
  const unknown = Object.keys(parameters).find((key) => !KEYS.includes(key) && !isSidecarKey(key));
  if (unknown !== undefined)
    return invalidParameter(unknown, parameters[unknown], `unknown key; known keys are ${KEYS.join(', ')}`);
  const place = parsePlace(parameters);
  if (!place.ok) return place;
  const paths = parsePathPolicy(parameters);
  if (!paths.ok) return paths;
  const fsType = parseClassFsType(parameters);
  if (!fsType.ok) return fsType;
  const life = parseLife(parameters);
  if (!life.ok) return life;
  const mkfsOptions = parameters['mkfsOptions']?.trim() ?? '';
  return ok({ ...place.value, ...paths.value, ...life.value, fsType: fsType.value, mkfsOptions });
}

/** What a stage needs to know of the class; the same keys travel in the volume context. */
export function parsePathPolicy(parameters: Parameters): Parsed<PathPolicyParameters> {
  const minPaths = parameters['minPaths'] ?? '1';
  if (!/^[1-9]\d?$/.test(minPaths))
    return invalidParameter('minPaths', minPaths, 'give a whole number from 1 to 99');
  const both = parseFlag(parameters, 'requireBothSites');
  return both.ok ? ok({ minPaths: Number(minPaths), requireBothSites: both.value ?? false }) : both;
}

function parsePlace(
  parameters: Parameters,
): Parsed<Pick<VolumeParameters, 'accessPaths' | 'pool' | 'xmsServers'>> {
  const accessPaths = parseList(parameters, 'accessPaths');
  if (!accessPaths.ok) return accessPaths;
  if (accessPaths.value.length === 0)
    return invalidParameter('accessPaths', parameters['accessPaths'], 'name at least one');
  const pool = parameters['pool']?.trim() ?? '';
  if (pool === '')
    return invalidParameter('pool', parameters['pool'], 'name the pool (its name, internal name or id)');
  const xmsServers = parseManagerList(parameters, 'xmsServers');
  return xmsServers.ok
    ? ok({ accessPaths: accessPaths.value, pool, xmsServers: xmsServers.value })
    : xmsServers;
}

function parseLife(parameters: Parameters): Parsed<Pick<VolumeParameters, 'flatten' | 'deletePolicy'>> {
  const flatten = parseFlag(parameters, 'flatten');
  if (!flatten.ok) return flatten;
  const policy = parameters['deletePolicy'] ?? 'delete';
  if (policy !== 'delete' && policy !== 'trash')
    return invalidParameter('deletePolicy', policy, 'give "delete" (for good) or "trash"');
  return ok({ flatten: flatten.value, deletePolicy: policy === 'trash' ? 'trash' : 'final' });
}

/** Kubernetes has a key of its own; two keys that disagree are a mistake, not a choice. */
function parseClassFsType(parameters: Parameters): Parsed<FsType> {
  const given = FS_TYPE_KEYS.flatMap((key) =>
    parameters[key] === undefined ? [] : [{ key, text: parameters[key] }],
  );
  const [first] = given;
  if (first === undefined) return parseFsType('', 'parameters["fsType"]');
  const fsType = parseFsType(first.text, `parameters["${first.key}"]`);
  const other = given.find(({ text }) => text.toLowerCase() !== first.text.toLowerCase());
  if (!fsType.ok || other === undefined) return fsType;
  return invalidParameter(other.key, other.text, `${first.key} says ${first.text}; leave one of them out`);
}
