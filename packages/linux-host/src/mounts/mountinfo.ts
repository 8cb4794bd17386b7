/** One line of /proc/self/mountinfo, proc(5). */
export interface MountInfo {
  readonly majorMinor: string;
  /** Which directory or node of the file system is mounted. */
  readonly root: string;
  readonly path: string;
  readonly options: readonly string[];
  readonly fsType: string;
  readonly source: string;
  readonly superOptions: readonly string[];
}

/** In the order of the kernel's table: of several mounts at one path the last is the topmost. Odd lines are left out. */
export function parseMountinfo(text: string): readonly MountInfo[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

/** 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue */
function parseLine(line: string): MountInfo | undefined {
  const fields = line.split(' ');
  const dash = fields.indexOf('-', 6);
  const [, , majorMinor, root, path, options] = fields;
  const [fsType, source, superOptions] = fields.slice(dash + 1);
  if (dash < 0 || majorMinor === undefined || root === undefined || path === undefined) return undefined;
  if (options === undefined || fsType === undefined || source === undefined) return undefined;
  return {
    majorMinor,
    root: unescape(root),
    path: unescape(path),
    options: options.split(','),
    fsType: unescape(fsType),
    source: unescape(source),
    superOptions: (superOptions ?? '').split(','),
  };
}

/** The kernel writes space, tab, newline and backslash as three octal digits of a byte (hazard H32). One pass only. */
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The opposite, as seq_path(9) does it. */
export const escapeMountPath = (text: string): string =>
  text.replaceAll(/[ \t\n\\]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);

export const isReadOnly = (mount: MountInfo): boolean =>
  mount.options.includes('ro') || mount.superOptions.includes('ro');
