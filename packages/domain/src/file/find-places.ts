import { sameAddress } from '../access-path/ip-address.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { SharePlace } from './choose-share.js';
import type { FileArray } from './file-array.js';
import type { HomeShare } from './home-share.js';

/** The listed shares as the array has them; one it does not have is a mistake of the class, whichever would be used. */
export async function findPlaces(
  { files }: FileArray,
  shares: readonly HomeShare[],
  signal: CancelSignal,
): Promise<Result<readonly SharePlace[], Problem>> {
  const groups = await files.folders.gatewayGroups(signal);
  if (!groups.ok) return groups;
  const places: SharePlace[] = [];
  for (const share of shares) {
    const gatewayGroup = groups.value.find(({ vip }) => sameAddress(vip, share.vip));
    if (gatewayGroup === undefined)
      return failed({ kind: 'vip-missing', vip: share.vip, known: groups.value.map(({ vip }) => vip) });
    const folder = await files.folders.find(share.folder, signal);
    if (!folder.ok) return folder;
    if (folder.value === undefined) return missing(files, share, signal);
    places.push({ share, folder: folder.value, gatewayGroup });
  }
  return ok(places);
}

async function missing(
  { folders }: FileArray['files'],
  { folder }: HomeShare,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  const all = await folders.list(signal);
  if (!all.ok) return all;
  return failed({ kind: 'folder-missing', folder, known: all.value.map(({ name }) => name) });
}
