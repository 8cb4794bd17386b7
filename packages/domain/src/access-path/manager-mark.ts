import { decodeWord, encodeWord } from '../shared/encoded-word.js';

/**
 * Which cluster manages an access path, as a line of its description on the array (docs/adr/0020):
 * `twinsite/1 manager <cluster id> created|adopted`.
 */
export interface ManagerMark {
  readonly cluster: string;
  /** `created`: this driver made the access path, whichever cluster has it now. `adopted`: it was there before. */
  readonly origin: 'created' | 'adopted';
}

/** `unreadable`: a mark of another version, or two that differ. Somebody manages it, and it is not known who. */
export type FoundMark = ManagerMark | 'unreadable' | undefined;

const MARK = /^twinsite\/\d+ manager(?: |$)/;

export function readManagerMark(description: string): FoundMark {
  const marks = new Set(description.split('\n').filter((line) => MARK.test(line)));
  const [line, ...others] = [...marks];
  if (line === undefined) return undefined;
  return others.length > 0 ? 'unreadable' : (parseMark(line) ?? 'unreadable');
}

/** The description with this mark in place of any other, or without one; other lines stay. */
export function writeManagerMark(description: string, mark: ManagerMark | undefined): string {
  const rest = description
    .split('\n')
    .filter((line) => !MARK.test(line))
    .join('\n');
  if (mark === undefined) return rest;
  return `${rest}${rest === '' ? '' : '\n'}twinsite/1 manager ${encodeWord(mark.cluster)} ${mark.origin}`;
}

function parseMark(line: string): ManagerMark | undefined {
  const [version, , word, origin, ...more] = line.split(' ');
  const cluster = word === undefined ? undefined : decodeWord(word);
  if (version !== 'twinsite/1' || cluster === undefined || more.length > 0) return undefined;
  return origin === 'created' || origin === 'adopted' ? { cluster, origin } : undefined;
}
