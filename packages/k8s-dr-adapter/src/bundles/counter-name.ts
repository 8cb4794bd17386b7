/** Names of bundles sort as their counters do: `00000012`. */
export const counterName = (counter: number): string => String(counter).padStart(8, '0');

/** Undefined for names that are none, such as those of bundles that are being written. */
export const counterOf = (name: string): number | undefined =>
  /^\d{8}$/.test(name) ? Number(name) : undefined;

export const ascending = (counters: readonly (number | undefined)[]): readonly number[] =>
  counters.filter((one) => one !== undefined).sort((a, b) => a - b);
