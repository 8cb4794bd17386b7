/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.326;

/** One draw of a log-normal distribution that is given by its median and its 99th percentile. */
export function logNormal(
  random: () => number,
  { medianMs, p99Ms }: { readonly medianMs: number; readonly p99Ms: number },
): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp((Math.log(p99Ms / medianMs) / Z99) * normal);
}
