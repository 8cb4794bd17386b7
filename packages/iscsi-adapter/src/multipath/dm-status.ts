/** One path of a map as the kernel's dm-multipath target reports it. */
export interface DmPath {
  /** `8:0` */
  readonly majorMinor: string;
  readonly active: boolean;
}

/**
 * `dmsetup status` of a multipath map (dmsetup 1.02.185, dm-mpath.c multipath_status): after the features come the
 * groups, and in each the paths as `major:minor A|F failcount selector-words`. Undefined for another target.
 */
export function parseMultipathStatus(line: string): readonly DmPath[] | undefined {
  const words = line.trim().split(/\s+/);
  const at = words.indexOf('multipath');
  if (at !== 2) return undefined;
  return words.slice(at).flatMap((word, index, rest): DmPath[] => {
    const state = rest[index + 1];
    const isPath = /^\d+:\d+$/.test(word) && (state === 'A' || state === 'F');
    return isPath ? [{ majorMinor: word, active: state === 'A' }] : [];
  });
}
