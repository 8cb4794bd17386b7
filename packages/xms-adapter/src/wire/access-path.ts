import type { Reader } from './reader.js';

/** `AccessPath`. Its CHAP secrets are not read. */
export interface WireAccessPath {
  readonly id: number;
  readonly name: string;
  /** `Kubernetes`, `iSCSI`, `FC`, `Local` or a later one. */
  readonly type: string;
  readonly iqn: string;
  readonly status: string;
  readonly actionStatus: string;
  readonly description: string;
  /** Volumes mapped through it; undefined when the reply leaves it out. */
  readonly volumeNum: number | undefined;
  /** With any, the path is used through their VIPs. */
  readonly vipGroupNum: number;
}

export function decodeAccessPath(from: Reader): WireAccessPath {
  return {
    id: from.integer('id'),
    name: from.text('name'),
    type: from.optionalText('type') ?? '',
    iqn: from.optionalText('iqn') ?? '',
    status: from.text('status'),
    actionStatus: from.optionalText('action_status') ?? '',
    description: from.optionalText('description') ?? '',
    volumeNum: from.optionalInteger('block_volume_num'),
    vipGroupNum: from.optionalInteger('vip_group_num') ?? 0,
  };
}
