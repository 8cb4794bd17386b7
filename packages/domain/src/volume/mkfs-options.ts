import type { FsType } from '../node/filesystems.port.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { MKFS_OPTIONS, type MkfsOption } from './mkfs-option-table.js';

type Parsed<T> = Result<T, GeneralProblem>;

/** CSI maps have 4 KiB for everything; nobody needs a longer line. Unit: characters. */
const LONGEST = 256;

/**
 * The options of a StorageClass for mkfs (`parameters["mkfsOptions"]`), as words ready for its argument list. Only
 * options that shape a new file system are known: none that forces, names a device or leaves out the journal. Empty
 * means none.
 */
export function parseMkfsOptions(fsType: FsType, text: string): Parsed<readonly string[]> {
  if (text.length > LONGEST) return refuse(text.slice(0, 40), `at most ${LONGEST} characters are allowed`);
  const words = text.split(/\s+/).filter((word) => word !== '');
  const seen = new Set<string>();
  for (let index = 0; index < words.length; index += 1) {
    const flag = words[index] ?? '';
    const option = MKFS_OPTIONS[fsType].get(flag);
    if (option === undefined)
      return refuse(flag, `not an option for mkfs.${fsType} here; ${allowed(fsType)}`);
    if (seen.has(flag)) return refuse(flag, 'the option is given twice');
    seen.add(flag);
    if (option.kind === 'flag') continue;
    index += 1;
    const wrong = checkValue(flag, option, words[index]);
    if (wrong !== undefined) return failed(wrong);
  }
  return ok(words);
}

function checkValue(
  flag: string,
  option: Exclude<MkfsOption, { kind: 'flag' }>,
  value: string | undefined,
): GeneralProblem | undefined {
  if (value === undefined) return problem(flag, `the option needs a value: ${option.shape}`);
  const parts = option.kind === 'list' ? value.split(',') : [value];
  const names = parts.map((part) => part.replace(/=.*$/, ''));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return problem(`${flag} ${value}`, `${repeated} is given twice`);
  const wrong = parts.find((part) => !option.pattern.test(part));
  return wrong === undefined ? undefined : problem(`${flag} ${value}`, `expected ${option.shape}`);
}

const allowed = (fsType: FsType): string =>
  `allowed are ${[...MKFS_OPTIONS[fsType].keys()].join(', ')}, each followed by its value as a word of its own`;

const problem = (value: string, remedy: string): GeneralProblem => ({
  kind: 'invalid-request',
  field: 'parameters["mkfsOptions"]',
  value,
  remedy,
});

const refuse = (value: string, remedy: string): Parsed<never> => failed(problem(value, remedy));
