import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { rewriteDescription } from '../volume/rewrite-description.js';
import { addVolumeNote, readVolumeNotes } from '../volume/volume-notes.js';
import type { BlockVolume } from '../volume/volume.js';
import type { AttachRequest } from './attach-request.js';
import { othersOf } from './plan-attachment.js';
import { isClaimKept, planFormatter, type FormatterFacts } from './plan-formatter.js';
import { sightAfterGrant, type Sight } from './read-holders.js';

/** `wait` and `step-back`: not decided yet; with the latter the node must give its new mapping back. */
export type FormatterChoice = 'permitted' | 'denied' | 'wait' | 'step-back';

/**
 * Whether this node may format the volume if it is blank. Data that may be there is never formatted, a sole node may, and of
 * several nodes that read it exactly one.
 */
export async function chooseFormatter(
  request: AttachRequest,
  sight: Sight,
  isNew: boolean,
  signal: CancelSignal,
): Promise<Result<FormatterChoice, Problem>> {
  const { wanted } = request;
  if (mayHoldData(sight.volume)) return ok('denied');
  if (wanted.sharing === undefined) return ok('permitted');
  if (wanted.sharing === 'rw' || !wanted.filesystem) return ok('denied');
  const { kind } = planFormatter({ ...factsOf(request, sight), isNew });
  return kind === 'claim' ? claim(request, signal) : ok(kind);
}

/** Whether others have the volume and none of them is the first yet: a further mapping would only keep them waiting. */
export function isUndecided({ node, wanted }: AttachRequest, { volume, holders }: Sight): boolean {
  const matters = wanted.sharing === 'ro' && wanted.filesystem && !mayHoldData(volume);
  const { formatter } = readVolumeNotes(volume.description);
  return matters && formatter === undefined && othersOf(holders, node).length > 0;
}

/** Copied, also when the array no longer shows the snapshot it was made from, or made to be used raw. */
export function mayHoldData({ origin, description }: BlockVolume): boolean {
  const { source, isRaw } = readVolumeNotes(description);
  return origin === 'copied' || source !== undefined || isRaw;
}

const ATTEMPTS = 3;

/** Written again when another controller, which changed the description at the same moment, has overwritten it. */
async function claim(
  request: AttachRequest,
  signal: CancelSignal,
): Promise<Result<FormatterChoice, Problem>> {
  const { array, volume, node } = request;
  const change = (text: string) => addVolumeNote(text, { word: 'formatter', node: node.name });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const noted = await rewriteDescription(array, volume.name, change, signal);
    if (!noted.ok) return noted;
    const again = await sightAfterGrant(request, signal);
    if (!again.ok) return again;
    if (isClaimKept(factsOf(request, again.value))) return ok('permitted');
  }
  return ok('wait');
}

const factsOf = ({ node }: AttachRequest, { volume, holders }: Sight): Omit<FormatterFacts, 'isNew'> => ({
  node,
  holders,
  named: readVolumeNotes(volume.description).formatter,
});
