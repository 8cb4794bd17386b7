import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, NfsShare, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import { decodeShare, shareSettled, type WireShare } from '../../wire/file/fs-share.js';
import type { ArrayContext } from '../array-context.js';
import { withOwnAcls } from './read-shares.js';

/** Where a share stands when nothing is under way any more. */
export type SettledShare =
  | { readonly kind: 'gone' }
  | { readonly kind: 'done' | 'failed'; readonly share: NfsShare; readonly status: string };

/**
 * Looks at a share until nothing is under way any more, and reads its ACLs then: they may be shown before they hold. `shows`:
 * until they say so, since a change that was accepted may not have begun.
 */
export async function settleShare(
  array: ArrayContext,
  id: number,
  signal: CancelSignal,
  shows: (share: NfsShare) => boolean = () => true,
): Promise<Result<SettledShare, Problem>> {
  const look = () => lookAtShare(array, id, signal, shows);
  return pollUntilSettled(array, { array: array.client.array, object: `NFS share ${id}`, look }, signal);
}

async function lookAtShare(
  array: ArrayContext,
  id: number,
  signal: CancelSignal,
  shows: (share: NfsShare) => boolean,
): Promise<Result<Look<SettledShare>, Problem>> {
  const row = await readShare(array, id, signal);
  if (!row.ok) return refusedWith(row.problem, 404) ? ok({ kind: 'settled', value: { kind: 'gone' } }) : row;
  const settled = shareSettled(row.value);
  const status = `${row.value.status}, ${row.value.actionStatus}`;
  if (settled === 'in-progress') return ok({ kind: 'unsettled', status });
  const share = await withOwnAcls(array, row.value, signal);
  if (!share.ok) return share;
  return ok(
    settled === 'failed' || shows(share.value)
      ? { kind: 'settled', value: { kind: settled, share: share.value, status } }
      : { kind: 'unsettled', status: `${status}, without the change` },
  );
}

export function readShare(
  { client }: ArrayContext,
  id: number,
  signal: CancelSignal,
): Promise<Result<WireShare, Problem>> {
  const request = { path: `/fs-nfs-shares/${id}`, operation: `read NFS share ${id}` };
  return client.get(request, (from) => decodeShare(from.object('fs_nfs_share')), signal);
}

/** A change of a share that the array has given up: what holds on the gateways is not known. */
export const shareFailed = (array: ArrayContext, id: string, status: string): Result<never, Problem> =>
  failed({
    kind: 'array-unsettled',
    array: array.client.array,
    object: `NFS share ${id}`,
    status,
    waitedMs: 0,
  });
