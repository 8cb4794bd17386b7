import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { FsType } from './filesystems.port.js';
import { isForFstab, isOtherCall, optionWords } from './mount-words.js';

/** They leave the journal out, which only a mount that writes nothing may. */
const UNREPLAYED = ['noload', 'norecovery'];

/** Nothing is replayed and nothing is written: the file system has been proved clean. */
const READ_ONLY: Readonly<Record<FsType, readonly string[]>> = {
  ext3: ['ro', 'noload'],
  ext4: ['ro', 'noload'],
  xfs: ['ro', 'norecovery'],
};

export interface MountOptionsRequest {
  readonly fsType: FsType;
  /** Of the class; one flag may hold several words with commas between. */
  readonly flags: readonly string[];
  readonly readOnly: boolean;
  /** Of the request, for the message. */
  readonly field: string;
}

/** The words for mount(8) -o. A word that contradicts the attachment is refused by name, one for fstab is left out. */
export function planMountOptions(request: MountOptionsRequest): Result<readonly string[], GeneralProblem> {
  const { fsType, flags, readOnly, field } = request;
  const own = readOnly ? READ_ONLY[fsType] : [];
  const kept = optionWords(flags).filter((word) => !isForFstab(word) && !own.includes(word));
  for (const word of kept) {
    const remedy = objection(word, readOnly);
    if (remedy !== undefined) return failed({ kind: 'invalid-request', field, value: word, remedy });
  }
  return ok([...own, ...(readOnly ? kept : kept.filter((word) => word !== 'rw'))]);
}

function objection(word: string, readOnly: boolean): string | undefined {
  const name = word.replace(/=.*$/, '');
  if (isOtherCall(name)) return 'not an option of a volume of this driver; leave it out';
  if (readOnly) return name === 'rw' ? 'the volume is attached read-only; leave rw out' : undefined;
  if (name === 'ro')
    return 'the volume is attached read-write; ask for ReadOnlyMany, or set readOnly at the pod';
  return UNREPLAYED.includes(name)
    ? 'a volume that is written is never mounted without its journal; leave it out'
    : undefined;
}
