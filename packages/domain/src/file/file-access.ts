import { ok } from '../shared/result.js';
import { invalidParameter, type Parameters, type Parsed } from '../volume/parameter-fields.js';

/** Who can mount a volume, and what taking that away means (docs/adr/0027). */
export type FileAccess =
  /** Whoever may mount the folder. */
  | { readonly kind: 'public' }
  /** One client group of the array, all of its nodes at once. */
  | { readonly kind: 'group'; readonly group: string }
  /** Each node by itself, from publish to unpublish. */
  | { readonly kind: 'node' };

const KINDS: readonly FileAccess['kind'][] = ['public', 'group', 'node'];

/** `access` and `clientGroupName` of a class; without `access` the group decides. An empty group is none. */
export function parseAccess(parameters: Parameters): Parsed<FileAccess> {
  const group = parameters['clientGroupName']?.trim() ?? '';
  const text = parameters['access'];
  const kind = KINDS.find((candidate) => candidate === (text ?? (group === '' ? 'public' : 'group')));
  if (kind === undefined) return invalidParameter('access', text, `give one of ${KINDS.join(', ')}`);
  if (kind === 'group') {
    if (group !== '') return ok({ kind, group });
    return invalidParameter('access', text, 'access "group" needs the group: set clientGroupName');
  }
  if (group === '') return ok({ kind });
  const remedy = `access "${kind}" has no group; leave clientGroupName out, or give access "group"`;
  return invalidParameter('clientGroupName', group, remedy);
}
