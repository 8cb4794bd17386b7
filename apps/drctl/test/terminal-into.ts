import type { Terminal } from '../src/index.js';

/** What a run printed, as its user would see it; nobody answers questions unless a test does. */
export const terminalInto = (seen: { out: string; err: string }, answer?: string): Terminal => ({
  isInteractive: false,
  out: (text) => void (seen.out += `${text}\n`),
  err: (text) => void (seen.err += `${text}\n`),
  redraw: () => undefined,
  ask: () => Promise.resolve(answer),
});
