import { bytes, type Bytes } from '../shared/bytes.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { FileFolder } from './file-folder.js';
import type { GatewayGroup } from './gateway-group.js';
import type { HomeShare } from './home-share.js';

/** A listed share that exists on the array. */
export interface SharePlace {
  readonly share: HomeShare;
  readonly folder: FileFolder;
  readonly gatewayGroup: GatewayGroup;
}

/** What can still be promised to new quota trees. */
export const roomOf = ({ size, promised }: FileFolder): Bytes =>
  bytes(size > promised ? size - promised : 0n);

/** Where a new volume of this size can go, the roomiest folder first; folders with equal room by name, then by VIP. */
export function rankShares(
  places: readonly SharePlace[],
  size: Bytes,
): Result<readonly SharePlace[], Problem> {
  const ranked = [...places].sort(compare);
  const fitting = ranked.filter(({ folder }) => folder.state.kind === 'ready' && roomOf(folder) >= size);
  if (fitting.length > 0) return ok(fitting);
  const roomy = ranked.find(({ folder }) => roomOf(folder) >= size);
  if (roomy !== undefined && roomy.folder.state.kind !== 'ready')
    return failed({ kind: 'volume-failed', volume: roomy.folder.name, status: roomy.folder.state.status });
  const [first] = ranked;
  if (first === undefined) throw new Error('a class has at least one share');
  return failed({
    kind: 'folder-full',
    folder: first.folder.name,
    requested: size,
    left: roomOf(first.folder),
  });
}

function compare(one: SharePlace, other: SharePlace): number {
  const [left, right] = [roomOf(one.folder), roomOf(other.folder)];
  if (left !== right) return left > right ? -1 : 1;
  return order(one.folder.name, other.folder.name) || order(one.share.vip, other.share.vip);
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
