import type { Named } from './records.js';

export interface VolumeGroup extends Named {
  readonly volumeIds: readonly number[];
}

export interface VolumeGroupSnapshot extends Named {
  readonly volumeGroupId: number;
}
