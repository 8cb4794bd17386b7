import type { Reader } from './reader.js';

/** `VIPGroup`. The words of `resource_type` are not documented. */
export interface WireVipGroup {
  readonly id: number;
  readonly resourceType: string;
  readonly resourceId: number | undefined;
  readonly preempt: boolean;
}

export function decodeVipGroup(from: Reader): WireVipGroup {
  return {
    id: from.integer('id'),
    resourceType: from.optionalText('resource_type') ?? '',
    resourceId: from.optionalInteger('resource_id'),
    preempt: from.flag('preempt'),
  };
}
