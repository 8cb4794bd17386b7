import type { pathFrom } from './paths.js';

const FILES = new Set(['tokenFile', 'userFile', 'passwordFile', 'caFile']);

/** The arrays as they are written, with the names of their files relative to drctl.yaml like all others in it. */
export function withArrayPaths(input: unknown, from: ReturnType<typeof pathFrom>): unknown {
  if (Array.isArray(input)) return input.map((one) => withArrayPaths(one, from));
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]: [string, unknown]) => [
      key,
      FILES.has(key) && typeof value === 'string' ? from(value) : withArrayPaths(value, from),
    ]),
  );
}
