import { formatNfsSource, type NfsMountRequest, type NfsSource } from '@twinsite/domain';
import { STAT_FORMAT, type Command } from '@twinsite/linux-host';

export interface NfsTimes {
  readonly mountMs: number;
  /** Of each step of an unmount. */
  readonly unmountMs: number;
  readonly usageMs: number;
}

export const DEFAULT_NFS_TIMES: NfsTimes = { mountMs: 30_000, unmountMs: 15_000, usageMs: 3000 };

/** One volume's children never take the places of another's. */
const forSource = (source: NfsSource): { readonly class: 'nfs-mount'; readonly slotKey: string } => ({
  class: 'nfs-mount',
  slotKey: formatNfsSource(source),
});

/** mount.nfs would go on trying for two minutes of its own (nfs(5), retry); the caller repeats. */
export function mountCommand({ source, path, options }: NfsMountRequest, { mountMs }: NfsTimes): Command {
  const text = formatNfsSource(source);
  const words = options.some((word) => word.startsWith('retry=')) ? options : [...options, 'retry=0'];
  const args = ['-t', 'nfs', '-o', words.join(','), '--', text, path];
  return { tool: 'mount', args, deadlineMs: mountMs, label: `mount of ${text}`, ...forSource(source) };
}

/** `-c`: mount(8) itself would look at both paths, and one of them is on the server. */
export function bindCommand(
  { source, from, path, readOnly }: NfsBindCommand,
  { mountMs }: NfsTimes,
): Command {
  const args = ['-c', '-o', readOnly ? 'bind,ro' : 'bind', '--', from, path];
  const label = `bind of ${formatNfsSource(source)}`;
  return { tool: 'mount', args, deadlineMs: mountMs, label, ...forSource(source) };
}

export interface NfsBindCommand {
  readonly source: NfsSource;
  readonly from: string;
  readonly path: string;
  readonly readOnly: boolean;
}

export type UnmountStep = 'polite' | 'plain' | 'force' | 'lazy';

/**
 * `-c` keeps umount(8) from asking the server what is mounted (libmount, lookup_umount_fs_by_statfs). `-i` keeps it from
 * running umount.nfs, which tells a v3 server good-bye before it unmounts: right for the last mount of a superblock, a lie
 * for any other, and no use with a server that is silent.
 */
const STEPS: Readonly<Record<UnmountStep, readonly string[]>> = {
  polite: ['-c'],
  plain: ['-i', '-c'],
  force: ['-i', '-c', '-f'],
  lazy: ['-i', '-c', '-l'],
};

export function unmountCommand(
  { source, path }: { readonly source: NfsSource; readonly path: string },
  step: UnmountStep,
  { unmountMs }: NfsTimes,
): Command {
  const args = [...STEPS[step], '--', path];
  const label = `umount ${STEPS[step].join(' ')} of ${formatNfsSource(source)}`;
  return { tool: 'umount', args, deadlineMs: unmountMs, label, ...forSource(source) };
}

export function usageCommand(
  { source, path }: { readonly source: NfsSource; readonly path: string },
  { usageMs }: NfsTimes,
): Command {
  const slotKey = formatNfsSource(source);
  const args = ['-f', '-c', STAT_FORMAT, '--', path];
  return {
    tool: 'stat',
    args,
    deadlineMs: usageMs,
    label: `stat -f of ${slotKey}`,
    class: 'nfs-read',
    slotKey,
  };
}
