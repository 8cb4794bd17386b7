import { nestView, type NestView } from '../nest-view.js';
import type { Reader } from '../reader.js';
import { settledBy, type Settled } from '../settled.js';

/** `FSNFSShare`. */
export interface WireShare {
  readonly id: number;
  readonly folderId: number | undefined;
  readonly quotaTreeId: number | undefined;
  readonly gatewayGroupId: number | undefined;
  readonly status: string;
  readonly actionStatus: string;
}

export const decodeShare = (from: Reader): WireShare => ({
  id: from.integer('id'),
  folderId: nestView(from, 'fs_folder')?.id,
  quotaTreeId: nestView(from, 'fs_quota_tree')?.id,
  gatewayGroupId: nestView(from, 'fs_gateway_group')?.id,
  status: from.text('status'),
  actionStatus: from.optionalText('action_status') ?? '',
});

/** Both words count: an ACL change that failed leaves a share that is `active` otherwise. */
export function shareSettled({ status, actionStatus }: WireShare): Settled {
  const words = [settledBy(status), actionStatus === '' ? 'done' : settledBy(actionStatus)];
  if (words.includes('in-progress')) return 'in-progress';
  return words.includes('failed') ? 'failed' : 'done';
}

/** `FSNFSShareACL`. */
export interface WireShareAcl {
  readonly id: number;
  readonly shareId: number | undefined;
  readonly type: string;
  readonly permission: string;
  readonly group: NestView | undefined;
  readonly client: NestView | undefined;
  readonly updated: string;
}

export const decodeShareAcl = (from: Reader): WireShareAcl => ({
  id: from.integer('id'),
  shareId: from.optionalObject('fs_nfs_share')?.optionalInteger('id'),
  type: from.optionalText('type') ?? '',
  permission: from.text('permission'),
  group: nestView(from, 'fs_client_group'),
  client: nestView(from, 'fs_client'),
  updated: from.optionalText('update') ?? '',
});
