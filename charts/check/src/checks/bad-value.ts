/** Values that the chart refuses, and what it says. */
export type BadValue = readonly [what: string, values: Readonly<Record<string, unknown>>, sentence: string];
