import { readFileSync } from 'node:fs';

/** Recorded output of a real tool; the first line of the file says of which one and in which version. */
export function golden(name: string): string {
  const text = readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');
  return text.slice(text.indexOf('\n') + 1);
}
