import { decodeWord, encodeWord } from '../shared/encoded-word.js';

/** Which cluster may write a group's volumes from this epoch on. The highest epoch counts (docs/adr/0035). */
export interface EpochRecord {
  /** The array's id of the object that carries it: of two records of one epoch the lower id counts. */
  readonly id: number;
  readonly group: string;
  readonly epoch: number;
  readonly owner: string;
  /** Of the operation that claimed it: the same operation that comes again has it already. */
  readonly operation: string;
}

export type EpochClaim = Omit<EpochRecord, 'id'>;

/** A volume that can carry no note itself, and the group that it belongs to. */
export interface ProtectionRecord {
  readonly volume: string;
  readonly group: string;
}

export type OwnershipText =
  | { readonly kind: 'epoch'; readonly claim: EpochClaim }
  | { readonly kind: 'protection'; readonly record: ProtectionRecord }
  /** Written by a release that this one does not know: somebody owns something. */
  | { readonly kind: 'unreadable' };

/** What of our own objects on the array is an ownership record, whatever its release. */
const MINE = /^twinsite\/\d+ (?:epoch|protected) /;
const EPOCH = /^twinsite\/1 epoch ([1-9]\d{0,8}) of (\S+) owner (\S+) operation (\S+)$/;
const PROTECTED = /^twinsite\/1 protected (\S+) by (\S+)$/;

export const epochText = ({ epoch, group, owner, operation }: EpochClaim): string =>
  `twinsite/1 epoch ${epoch} of ${encodeWord(group)} owner ${encodeWord(owner)} operation ${encodeWord(operation)}`;

export const protectionText = ({ volume, group }: ProtectionRecord): string =>
  `twinsite/1 protected ${encodeWord(volume)} by ${encodeWord(group)}`;

/** Undefined for a text that is no ownership record. */
export function readOwnershipText(text: string): OwnershipText | undefined {
  if (!MINE.test(text)) return undefined;
  return readEpoch(text) ?? readProtection(text) ?? { kind: 'unreadable' };
}

function readEpoch(text: string): OwnershipText | undefined {
  const [, epoch, ...words] = EPOCH.exec(text) ?? [];
  const [group, owner, operation] = words.map(decodeWord);
  if (group === undefined || owner === undefined || operation === undefined) return undefined;
  return { kind: 'epoch', claim: { epoch: Number(epoch), group, owner, operation } };
}

function readProtection(text: string): OwnershipText | undefined {
  const [volume, group] = (PROTECTED.exec(text) ?? []).slice(1).map(decodeWord);
  if (volume === undefined || group === undefined) return undefined;
  return { kind: 'protection', record: { volume, group } };
}
