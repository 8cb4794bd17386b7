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

/** Whether multipathd takes disks of this model: not blacklisted, or excepted again. */
export function claims({ blacklisted, excepted }: MultipathConfiguration, model: DiskModel): boolean {
  const isListed = (sections: readonly Settings[]): boolean => sections.some((one) => matches(one, model));
  return !isListed(blacklisted) || isListed(excepted);
}

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
