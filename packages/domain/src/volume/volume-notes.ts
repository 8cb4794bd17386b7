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
  /** Made to be used as a raw device: its data may stand anywhere on it, also where nobody looks for a signature. */
  readonly isRaw: boolean;
  /** The nodes that were let in beside others, and how. */
  readonly shared: readonly SharedNode[];
  /** Name of the node that was the first to share the volume, and may format it; of no node when that one has gone. */
  readonly formatter: string | undefined;
  /** Names of the nodes that may only read, of a volume that is not shared read-only anyway. */
  readonly readOnlyNodes: readonly string[];
}

/** `snapshot`: the array's id of it; `volume`: the source volume's name. */
export interface VolumeSource {
  readonly kind: 'snapshot' | 'volume';
  readonly of: string;
}

/** `ro`: all of them read; `rw`: a raw device whose users order their writes themselves. */
export type SharingKind = 'ro' | 'rw';

export interface SharedNode {
  readonly node: string;
  readonly kind: SharingKind;
}

export type VolumeNote =
  | { readonly word: 'from'; readonly source: VolumeSource }
  | { readonly word: 'delete'; readonly policy: 'trash' }
  | { readonly word: 'use'; readonly as: 'raw' }
  | ({ readonly word: 'shared' } & SharedNode)
  | { readonly word: 'formatter'; readonly node: string }
  | { readonly word: 'readonly'; readonly node: string };

/** Of several notes of one word the first counts; a line that is not exactly as written below is no note. */
export function readVolumeNotes(description: string): VolumeNotes {
  const notes = description.split('\n').flatMap((line) => parseNote(line) ?? []);
  const first = <Word extends VolumeNote['word']>(word: Word) =>
    notes.find((note): note is Extract<VolumeNote, { word: Word }> => note.word === word);
  return {
    source: first('from')?.source,
    deletePolicy: first('delete')?.policy ?? 'final',
    isRaw: first('use') !== undefined,
    shared: notes.flatMap((note) => (note.word === 'shared' ? [{ node: note.node, kind: note.kind }] : [])),
    formatter: first('formatter')?.node,
    readOnlyNodes: notes.flatMap((note) => (note.word === 'readonly' ? [note.node] : [])),
  };
}

/** The description with the note put in, in place of those it contradicts; other lines stay. */
export function addVolumeNote(description: string, note: VolumeNote): string {
  const node = note.word === 'readonly' || note.word === 'shared' ? note.node : undefined;
  return `${removeNote(description, note.word, node)}\n${formatNote(note)}`;
}

/** Takes out how the node has the volume. */
export const removeAccessNotes = (description: string, node: string): string =>
  removeNote(removeNote(description, 'readonly', node), 'shared', node);

/** Stands for a node that was the first to have the volume and has it no more. */
const NOBODY = '-';

/** Takes out what was noted for a node that no longer has the volume; that there was a first one stays known. */
export function removeNodeNotes(description: string, node: string): string {
  const text = removeAccessNotes(description, node);
  const isFirst = readVolumeNotes(text).formatter === node;
  return isFirst ? addVolumeNote(text, { word: 'formatter', node: NOBODY }) : text;
}

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
    case 'use':
      return `twinsite/1 use ${note.as}`;
    case 'shared':
      return `twinsite/1 shared ${note.kind} ${encodeWord(note.node)}`;
    case 'formatter':
    case 'readonly':
      return `twinsite/1 ${note.word} ${encodeWord(note.node)}`;
  }
}

type Reader = (rest: readonly string[]) => VolumeNote | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['from', ([kind, text, ...more]) => (more.length > 0 ? undefined : readSource(kind, text))],
  ['delete', (rest) => (rest.join(' ') === 'trash' ? { word: 'delete', policy: 'trash' } : undefined)],
  ['use', (rest) => (rest.join(' ') === 'raw' ? { word: 'use', as: 'raw' } : undefined)],
  ['shared', ([kind, ...rest]) => readShared(kind, rest.join(' '))],
  ['formatter', (rest) => readNode('formatter', rest.join(' '))],
  ['readonly', (rest) => readNode('readonly', rest.join(' '))],
]);

function parseNote(line: string): VolumeNote | undefined {
  const [version, word, ...rest] = line.split(' ');
  return version === 'twinsite/1' ? READERS.get(word ?? '')?.(rest) : undefined;
}

function readShared(kind: string | undefined, text: string): VolumeNote | undefined {
  const node = decodeWord(text);
  return node === undefined || (kind !== 'ro' && kind !== 'rw') ? undefined : { word: 'shared', kind, node };
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
