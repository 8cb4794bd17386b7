import type { ArrayCredentials } from '../array/array-directory.port.js';
import type { VolumeCapability } from './capability.js';
import type { CapacityRange } from './capacity-range.js';
import type { ContentSource } from './content-source.js';

export interface CreateVolumeRequest extends CapacityRange {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly VolumeCapability[];
  readonly source: 'none' | ContentSource;
  readonly credentials: ArrayCredentials | undefined;
}
