import type { MultipathConfiguration, Settings } from './parse-multipath-config.js';

/** INQUIRY strings of a disk. */
export interface DiskModel {
  readonly vendor: string;
  readonly product: string;
}

/** The value that counts for this disk: `overrides` beat its device section, which beats `defaults`. */
export function effective(
  { overrides, devices, defaults }: MultipathConfiguration,
  model: DiskModel,
  key: string,
): string | undefined {
  const own = devices.findLast((section) => matches(section, model) && section.has(key));
  return overrides.get(key) ?? own?.get(key) ?? defaults.get(key);
}

/** What a disk of the array shows beside its model. */
const SAMPLES = { devnode: 'sda', protocol: 'scsi:iscsi', wwid: `36${'0'.repeat(31)}` } as const;

/**
 * The kind of entry by which multipathd leaves disks of this model alone; undefined when it takes them. An exception only
 * helps against an entry of its own kind (libmultipath, blacklist.c). Which identities are excepted cannot be judged here.
 */
export function blacklistedBy(config: MultipathConfiguration, model: DiskModel): string | undefined {
  const isListed = (sections: readonly Settings[]): boolean => sections.some((one) => matches(one, model));
  if (isListed(config.blacklisted) && !isListed(config.excepted)) return 'device';
  return (['devnode', 'protocol', 'wwid'] as const).find((key) => {
    const [listed, excepted] = [config.blacklist.get(key) ?? [], config.exceptions.get(key) ?? []];
    const takes = (pattern: string): boolean => isTaken(pattern, SAMPLES[key]);
    return listed.some(takes) && !(key === 'wwid' ? excepted.length > 0 : excepted.some(takes));
  });
}

/** A pattern that begins with `!` takes what it does not match. */
const isTaken = (pattern: string, text: string): boolean =>
  pattern.startsWith('!') ? !isLike(pattern.slice(1), text) : isLike(pattern, text);

function matches(section: Settings, { vendor, product }: DiskModel): boolean {
  return isLike(section.get('vendor'), vendor) && isLike(section.get('product'), product);
}

/** Regular expressions of regex(7); one that JavaScript does not know matches only itself. */
function isLike(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === text) return true;
  try {
    return new RegExp(pattern).test(text);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
