import type { FsType } from '../node/filesystems.port.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseFsType } from './fs-type.js';
import { parseNameList } from './name-list.js';

/** A StorageClass of the block driver, as the article writes it. */
export interface VolumeParameters {
  /** Names on the array, in the order given. Never empty. */
  readonly accessPaths: readonly string[];
  /** Display name, internal name or numeric id. */
  readonly pool: string;
  /** Managers in the order to try; empty when the class names none. */
  readonly xmsServers: readonly string[];
  readonly fsType: FsType;
  /** How many portals a stage needs at least. */
  readonly minPaths: number;
  readonly requireBothSites: boolean;
}

type Parameters = Readonly<Record<string, string>>;
type Parsed<T> = Result<T, GeneralProblem>;

const KEYS = ['accessPaths', 'pool', 'xmsServers', 'fsType', 'fstype', 'minPaths', 'requireBothSites'];
/** Added by the Kubernetes sidecars; secrets named by them arrive as secrets, not as parameters. */
const SIDECAR_PREFIXES = ['csi.storage.k8s.io/', 'storage.kubernetes.io/'];

export function parseVolumeParameters(parameters: Parameters): Parsed<VolumeParameters> {
  const unknown = Object.keys(parameters).find((key) => !isKnown(key));
  if (unknown !== undefined)
    return invalid(unknown, parameters[unknown], `unknown key; known keys are ${KEYS.join(', ')}`);
  const accessPaths = requiredList(parameters, 'accessPaths');
  if (!accessPaths.ok) return accessPaths;
  const pool = parameters['pool']?.trim() ?? '';
  if (pool === '')
    return invalid('pool', parameters['pool'], 'name the pool (its name, internal name or id)');
  const xmsServers = optionalList(parameters, 'xmsServers');
  if (!xmsServers.ok) return xmsServers;
  const paths = parsePathPolicy(parameters);
  if (!paths.ok) return paths;
  const fsType = parseFsType(
    parameters['fsType'] ?? parameters['fstype'] ?? parameters['csi.storage.k8s.io/fstype'] ?? '',
    'parameters["fsType"]',
  );
  if (!fsType.ok) return fsType;
  return ok({
    accessPaths: accessPaths.value,
    pool,
    xmsServers: xmsServers.value,
    fsType: fsType.value,
    ...paths.value,
  });
}

/** What a stage needs to know of the class; the same keys travel in the volume context. */
export function parsePathPolicy(
  parameters: Parameters,
): Parsed<Pick<VolumeParameters, 'minPaths' | 'requireBothSites'>> {
  const minPaths = parameters['minPaths'] ?? '1';
  if (!/^[1-9]\d?$/.test(minPaths)) return invalid('minPaths', minPaths, 'give a whole number from 1 to 99');
  const both = parameters['requireBothSites'] ?? 'false';
  if (both !== 'true' && both !== 'false') return invalid('requireBothSites', both, 'give "true" or "false"');
  return ok({ minPaths: Number(minPaths), requireBothSites: both === 'true' });
}

function isKnown(key: string): boolean {
  return KEYS.includes(key) || SIDECAR_PREFIXES.some((prefix) => key.startsWith(prefix));
}

function requiredList(parameters: Parameters, key: string): Parsed<readonly string[]> {
  const list = optionalList(parameters, key);
  if (list.ok && list.value.length === 0) return invalid(key, parameters[key], 'name at least one');
  return list;
}

function optionalList(parameters: Parameters, key: string): Parsed<readonly string[]> {
  const text = parameters[key];
  return text === undefined ? ok([]) : parseNameList(text, `parameters["${key}"]`);
}

function invalid(key: string, value: string | undefined, remedy: string): Parsed<never> {
  return failed({
    kind: 'invalid-request',
    field: `parameters["${key}"]`,
    ...(value === undefined ? {} : { value }),
    remedy,
  });
}
