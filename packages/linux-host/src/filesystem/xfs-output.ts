/** Output of xfsprogs 6.1. */

/** `xfs_logprint -t`: the line about head and tail of the log. Undefined when there is none. */
export function parseLogState(text: string): 'clean' | 'dirty' | undefined {
  const state = /^\s*log tail: .* state: <(CLEAN|DIRTY)>$/m.exec(text)?.[1];
  if (state === undefined) return undefined;
  return state === 'CLEAN' ? 'clean' : 'dirty';
}

/** `xfs_growfs -n`: the size of the data section by the geometry of the mount. Unit: bytes. */
export function parseDataSize(text: string): bigint | undefined {
  const match = /^data {5}= +bsize=(\d+) +blocks=(\d+),/m.exec(text);
  return match === null ? undefined : BigInt(match[1] ?? '') * BigInt(match[2] ?? '');
}
