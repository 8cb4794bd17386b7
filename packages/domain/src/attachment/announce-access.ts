import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import { rewriteDescription } from '../volume/rewrite-description.js';
import { addVolumeNote, removeAccessNotes } from '../volume/volume-notes.js';
import type { AttachRequest } from './attach-request.js';
import { accessOf, sameAccess } from './plan-attachment.js';
import { ok } from '../shared/result.js';

/**
 * Notes on the array how the node is going to have the volume, before it gets it. The one writer, which is nearly
 * everybody, has no note. After its mapping the node reads notes and holders once more: whoever came at the same time
 * is either seen with a note of the same kind, or is in the way (docs/adr/0013).
 */
export async function announceAccess(
  { array, volume, node, wanted }: AttachRequest,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (sameAccess(accessOf(volume, node.name), wanted)) return ok(undefined);
  const { sharing, readOnly } = wanted;
  const change = (description: string): string => {
    let text = removeAccessNotes(description, node.name);
    if (sharing !== undefined) text = addVolumeNote(text, { word: 'shared', kind: sharing, node: node.name });
    if (readOnly && sharing !== 'ro') text = addVolumeNote(text, { word: 'readonly', node: node.name });
    return text;
  };
  return rewriteDescription(array, volume.name, change, signal);
}
