import { decodeWord, encodeWord } from '../shared/encoded-word.js';
import { parseInitiatorIqn, type InitiatorIqn } from './initiator-iqn.js';

/**
 * A removal of access that still has to be waited out. It is kept in the volume's description on the array, the one
 * place that survives this process and that another controller reads (docs/adr/0008).
 */
export interface FenceRecord {
  readonly node: string;
  /** The access path whose gateways have to be asked: the volume no longer names it once its mapping is gone. */
  readonly accessPath: string;
  /**
   * When the mapping was gone by read-back, undefined before that: only from then on can old commands die out. Unit:
   * ms since the Unix epoch, by the clock of the controller that removed it.
   */
  readonly since: number | undefined;
  /** The node's initiator, so that whoever has no node id can go on; undefined in records of earlier builds. */
  readonly iqn: InitiatorIqn | undefined;
}

const LINE = /^twinsite\/1 fencing (\S+) via (\S+) since (\d{13}|removal)(?: as (\S+))?$/;

/** All records in a description, oldest first. */
export const readFenceRecords = (description: string): readonly FenceRecord[] =>
  description.split('\n').flatMap((line) => parseRecord(line) ?? []);

/** The description with the record put in; a record of the same node is replaced, other lines stay. */
export function addFenceRecord(description: string, { node, accessPath, since, iqn }: FenceRecord): string {
  const as = iqn === undefined ? '' : ` as ${encodeWord(iqn)}`;
  return `${removeFenceRecord(description, node)}\ntwinsite/1 fencing ${encodeWord(node)} via ${encodeWord(accessPath)} since ${since ?? 'removal'}${as}`;
}

export function removeFenceRecord(description: string, node: string): string {
  return description
    .split('\n')
    .filter((line) => parseRecord(line)?.node !== node)
    .join('\n');
}

/** Clients of another driver are fenced too, so that a name may have any character. */
function parseRecord(line: string): FenceRecord | undefined {
  const [, nodeWord = '', pathWord = '', since, iqnWord] = LINE.exec(line) ?? [];
  const node = decodeWord(nodeWord);
  const accessPath = decodeWord(pathWord);
  if (node === undefined || accessPath === undefined) return undefined;
  const iqn = parseInitiatorIqn(decodeWord(iqnWord ?? '') ?? '');
  return { node, accessPath, since: since === 'removal' ? undefined : Number(since), iqn };
}
