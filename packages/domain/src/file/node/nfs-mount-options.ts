import { isForFstab, isOtherCall, optionWords } from '../../node/mount-words.js';
import type { GeneralProblem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';

export interface NfsMountWish {
  /** Of the class; one flag may hold several words with commas between. */
  readonly flags: readonly string[];
  readonly readOnly: boolean;
  /** Of the request, for the message. */
  readonly field: string;
}

export interface NfsMountOptions {
  /** Words for mount(8) -o. */
  readonly options: readonly string[];
  /** Asked for by the class: a server that is away too long loses writes. */
  readonly isSoft: boolean;
}

const VERSIONS = ['3', '4', '4.0', '4.1'];
const DEFAULT_VERSION = '3';
const HARDNESS = ['hard', 'soft', 'softerr'];
const TRANSPORTS = ['proto=tcp', 'proto=tcp6', 'tcp'];
/** Words that contradict each other, also where one of them is only what is so anyway. */
const RIVALS = [HARDNESS, ['lock', 'nolock'], ['ac', 'noac'], ['cto', 'nocto'], ['sync', 'async']];

const FROM_VIP = 'the volume is mounted from the VIP of its gateway group; leave it out';
const OVER_TCP = 'NFS volumes are mounted over TCP; leave it out';

const REFUSED: ReadonlyMap<string, string> = new Map([
  ['bg', 'a mount that goes on in the background looks like a failed one; leave it out'],
  [
    'sharecache',
    'two volumes of one folder would share a superblock, and unmounting one by force would cut both; leave it out',
  ],
  ['minorversion', 'say it in vers, e.g. vers=4.1'],
  ['addr', FROM_VIP],
  ['mounthost', FROM_VIP],
  ['mountaddr', FROM_VIP],
  ['udp', OVER_TCP],
  ['rdma', OVER_TCP],
]);

/**
 * The words for mount(8) -o. What contradicts the attachment, or another word, is refused by name. Every volume has a
 * superblock of its own (docs/adr/0026), and waits for its server for as long as it takes unless the class says otherwise.
 */
export function planNfsMountOptions(wish: NfsMountWish): Result<NfsMountOptions, GeneralProblem> {
  const words = optionWords(wish.flags).filter((word) => !isForFstab(word) && !isImplied(word, wish));
  const version = chooseVersion(words, wish.field);
  if (!version.ok) return version;
  const kept = [...new Set(words)].filter((word) => versionIn(word) === undefined);
  for (const word of kept) {
    const remedy = objection(word, kept, wish);
    if (remedy !== undefined) return refuse(wish.field, word, remedy);
  }
  const isSoft = kept.some((word) => word === 'soft' || word === 'softerr');
  const own = [
    ...(wish.readOnly ? ['ro'] : []),
    `vers=${version.value}`,
    kept.find((word) => TRANSPORTS.includes(word)) === 'proto=tcp6' ? 'proto=tcp6' : 'proto=tcp',
    ...(isSoft ? [] : ['hard']),
    'nosharecache',
  ];
  return ok({
    options: [...own, ...kept.filter((word) => word !== 'hard' && !TRANSPORTS.includes(word))],
    isSoft,
  });
}

const isImplied = (word: string, { readOnly }: NfsMountWish): boolean =>
  word === 'fg' || word === 'nosharecache' || word === (readOnly ? 'ro' : 'rw');

function chooseVersion(words: readonly string[], field: string): Result<string, GeneralProblem> {
  const given = words.filter((word) => versionIn(word) !== undefined);
  const [first, second] = given;
  if (first === undefined) return ok(DEFAULT_VERSION);
  if (second !== undefined) return refuse(field, second, `${first} is given as well; give the version once`);
  const version = versionIn(first) ?? '';
  if (VERSIONS.includes(version)) return ok(version);
  return refuse(field, first, `the versions are ${VERSIONS.map((known) => `vers=${known}`).join(', ')}`);
}

/** mount.nfs(8) knows `vers=`, `nfsvers=` and `v4.1`; undefined for other words. */
const versionIn = (word: string): string | undefined => /^(?:(?:nfs)?vers=|v(?=\d))(.*)$/.exec(word)?.[1];

function objection(word: string, words: readonly string[], { readOnly }: NfsMountWish): string | undefined {
  const name = word.replace(/=.*$/, '');
  if (isOtherCall(name)) return 'not an option of a volume of this driver; leave it out';
  if (name === 'proto' && !TRANSPORTS.includes(word)) return OVER_TCP;
  if (readOnly && name === 'rw') return 'the volume is attached read-only; leave rw out';
  if (!readOnly && name === 'ro')
    return 'the volume is attached read-write; ask for ReadOnlyMany, or set readOnly at the pod';
  const rivals = RIVALS.find((group) => group.includes(word)) ?? [];
  const rival = words.find((other) => other !== word && rivals.includes(other));
  return rival === undefined ? REFUSED.get(name) : `${rival} is given as well; give one of them`;
}

const refuse = (field: string, value: string, remedy: string): Result<never, GeneralProblem> =>
  failed({ kind: 'invalid-request', field, value, remedy });
