import { decodeWord, encodeWord } from '../shared/encoded-word.js';
import type { DeletePolicy } from './block-volumes.port.js';

/**
 * What the driver remembers of a volume on the array, in its description: the one place that survives this process and
 * that another controller reads (docs/adr/0012). Lines `twinsite/1 <word> ...`; everything else in there is kept.
 */
export interface VolumeNotes {
  /** What the volume was made from; it was not blank even when the array no longer shows a parent. */
  readonly source: VolumeSource | undefined;
  readonly deletePolicy: DeletePolicy;
  readonly sharing: Sharing | undefined;
  /** Name of the one node that may format a blank shared volume. */
  readonly formatter: string | undefined;
  /** Names of the nodes that may only read, of a volume that is not shared read-only anyway. */
  readonly readOnlyNodes: readonly string[];
}

/** `snapshot`: the array's id of it; `volume`: the source volume's name. */
export interface VolumeSource {
  readonly kind: 'snapshot' | 'volume';
  readonly of: string;
}

export type SharingKind = 'ro' | 'rw';

/** How several nodes share the volume. `intended`: announced, but nobody has looked yet whether a sole user is in the way. */
export interface Sharing {
  readonly kind: SharingKind;
  readonly step: 'intended' | 'agreed';
}

export type VolumeNote =
  | { readonly word: 'from'; readonly source: VolumeSource }
  | { readonly word: 'delete'; readonly policy: 'trash' }
  | ({ readonly word: 'share' } & Sharing)
  | { readonly word: 'formatter'; readonly node: string }
  | { readonly word: 'readonly'; readonly node: string };

/** Of several notes of one word the first counts; a line that is not exactly as written below is no note. */
export function readVolumeNotes(description: string): VolumeNotes {
  const notes = description.split('\n').flatMap((line) => parseNote(line) ?? []);
  const first = <Word extends VolumeNote['word']>(word: Word) =>
    notes.find((note): note is Extract<VolumeNote, { word: Word }> => note.word === word);
  const sharing = first('share');
  return {
    source: first('from')?.source,
    deletePolicy: first('delete')?.policy ?? 'final',
    sharing: sharing && { kind: sharing.kind, step: sharing.step },
    formatter: first('formatter')?.node,
    readOnlyNodes: notes.flatMap((note) => (note.word === 'readonly' ? [note.node] : [])),
  };
}

/** The description with the note put in, in place of those it contradicts; other lines stay. */
export function addVolumeNote(description: string, note: VolumeNote): string {
  const rest =
    note.word === 'readonly'
      ? removeNote(description, note.word, note.node)
      : removeNote(description, note.word);
  return `${rest}\n${formatNote(note)}`;
}

export const removeSharing = (description: string): string =>
  removeNote(removeNote(description, 'share'), 'formatter');

/** Takes out what was noted for a node that no longer has the volume. */
export const removeNodeNotes = (description: string, node: string): string =>
  removeNote(removeNote(description, 'readonly', node), 'formatter', node);

export const removeReadOnly = (description: string, node: string): string =>
  removeNote(description, 'readonly', node);

function removeNote(description: string, word: VolumeNote['word'], node?: string): string {
  return description
    .split('\n')
    .filter((line) => {
      const note = parseNote(line);
      return note?.word !== word || (node !== undefined && (!('node' in note) || note.node !== node));
    })
    .join('\n');
}

function formatNote(note: VolumeNote): string {
  switch (note.word) {
    case 'from':
      return `twinsite/1 from ${note.source.kind} ${encodeWord(note.source.of)}`;
    case 'delete':
      return `twinsite/1 delete ${note.policy}`;
    case 'share':
      return `twinsite/1 ${note.step === 'agreed' ? 'shared' : 'sharing'} ${note.kind}`;
    case 'formatter':
    case 'readonly':
      return `twinsite/1 ${note.word} ${encodeWord(note.node)}`;
  }
}

type Reader = (rest: readonly string[]) => VolumeNote | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['from', ([kind, text, ...more]) => (more.length > 0 ? undefined : readSource(kind, text))],
  ['delete', (rest) => (rest.join(' ') === 'trash' ? { word: 'delete', policy: 'trash' } : undefined)],
  ['shared', (rest) => readSharing('agreed', rest.join(' '))],
  ['sharing', (rest) => readSharing('intended', rest.join(' '))],
  ['formatter', (rest) => readNode('formatter', rest.join(' '))],
  ['readonly', (rest) => readNode('readonly', rest.join(' '))],
]);

function parseNote(line: string): VolumeNote | undefined {
  const [version, word, ...rest] = line.split(' ');
  return version === 'twinsite/1' ? READERS.get(word ?? '')?.(rest) : undefined;
}

function readSharing(step: Sharing['step'], kind: string): VolumeNote | undefined {
  return kind === 'ro' || kind === 'rw' ? { word: 'share', kind, step } : undefined;
}

function readNode(word: 'formatter' | 'readonly', text: string): VolumeNote | undefined {
  const node = decodeWord(text);
  return node === undefined ? undefined : { word, node };
}

function readSource(kind: string | undefined, text: string | undefined): VolumeNote | undefined {
  const of = text === undefined ? undefined : decodeWord(text);
  if (of === undefined || (kind !== 'snapshot' && kind !== 'volume')) return undefined;
  return { word: 'from', source: { kind, of } };
}
