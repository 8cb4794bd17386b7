import type { VolumeParameters } from './volume-parameters.js';

/**
 * What travels with a volume (CSI volume_context, PV volumeAttributes). A cache: every entry can be found again
 * without it, and no secret is in it. Version N reads N-1.
 */
export interface VolumeContext {
  readonly array: string | undefined;
  readonly accessPath: string | undefined;
  /** Written by this driver: then `accessPath` is the array's name, else whatever the StorageClass named. */
  readonly isOurs: boolean;
}

const VERSION_KEY = 'twinsite/v';
const ARRAY_KEY = 'twinsite/array';

export function writeVolumeContext(
  array: string,
  accessPath: string,
  parameters: VolumeParameters,
): Record<string, string> {
  return {
    [VERSION_KEY]: '1',
    [ARRAY_KEY]: array,
    accessPaths: accessPath,
    pool: parameters.pool,
    fsType: parameters.fsType,
    minPaths: String(parameters.minPaths),
    requireBothSites: String(parameters.requireBothSites),
    ...(parameters.mkfsOptions === '' ? {} : { mkfsOptions: parameters.mkfsOptions }),
  };
}

/** A context without our version (a volume of the vendor's driver) still names its access path by the article's key. */
export function readVolumeContext(context: Readonly<Record<string, string>>): VolumeContext {
  const accessPath = context['accessPaths']?.split(',')[0]?.trim();
  return {
    array: context[ARRAY_KEY],
    accessPath: accessPath === '' ? undefined : accessPath,
    isOurs: context[VERSION_KEY] !== undefined,
  };
}
