import { MIB, type Bytes, type Format } from '@twinsite/domain';
import type { Command } from '../command/command-runner.port.js';

/** Large disks take long even with lazy tables: the tool is joined, not repeated, when a caller leaves. */
const MKFS_MS = 600_000;
const KIB = 1024n;
/** Of mke2fs; of the same option given twice it only hears the last. */
const EXT_EXTENDED = ['lazy_itable_init=1', 'nodiscard'];

/**
 * The last MiB stays outside the file system: the intent record stands in it. Discard is off, since an array may take
 * minutes over it. mkfs.xfs gets -f because it otherwise refuses what a killed mkfs left; the caller has proved by
 * the intent record, or by blankness, that the disk may be formatted. mke2fs needs no -F: without a terminal it asks
 * nothing, and it still refuses a disk that is in use. Options of the class come last and win.
 */
export function mkfsCommand(device: string, { fsType, options }: Format, size: Bytes): Command {
  const room = ((size - MIB) / (4n * KIB)) * 4n * KIB;
  const run = {
    tool: `mkfs.${fsType}`,
    deadlineMs: MKFS_MS,
    class: 'mkfs',
    survivesCancelAs: `mkfs ${device}`,
  } as const;
  if (fsType === 'xfs') {
    return { ...run, args: ['-q', '-f', '-K', '-d', `size=${room.toString()}`, ...options, device] };
  }
  const own = ['-q', '-m', '0'];
  return { ...run, args: [...own, ...withExtended(options), device, `${(room / KIB).toString()}k`] };
}

/** One -E: that of the class, and of ours what it does not speak of. */
function withExtended(options: readonly string[]): readonly string[] {
  const at = options.indexOf('-E');
  const given = at < 0 ? [] : (options[at + 1] ?? '').split(',');
  const isGiven = (name: string): boolean => given.some((word) => topicOf(word) === topicOf(name));
  const all = [...EXT_EXTENDED.filter((word) => !isGiven(word)), ...given];
  const rest = at < 0 ? options : [...options.slice(0, at), ...options.slice(at + 2)];
  return ['-E', all.join(','), ...rest];
}

/** `lazy_itable_init=0` speaks of lazy_itable_init, `nodiscard` of discard. */
const topicOf = (word: string): string => word.replace(/=.*$/, '').replace(/^no/, '');
