import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Proof {
  /** `H7`, `D4`. */
  readonly hazard: string;
  readonly file: string;
  readonly title: string;
}

async function proofs(): Promise<readonly Proof[]> {
  const text = await readFile(join(root, 'docs/hazards.md'), 'utf8');
  let hazard = '';
  return text.split('\n').flatMap((line) => {
    hazard = /^### ([HD]\d+) /.exec(line)?.[1] ?? hazard;
    const [, file, title] = /^- (?:lab )?`([^`]+)`: (.+)$/.exec(line) ?? [];
    return file === undefined || title === undefined ? [] : [{ hazard, file, title }];
  });
}

/** As it stands in source, whichever quotes it needs there. */
const spellings = (title: string): readonly string[] => [
  title,
  title.replaceAll("'", "\\'"),
  title.replaceAll('"', '\\"'),
];

describe('docs/hazards.md', () => {
  test('has every hazard from H1 to H33, in order, each with a proof', async () => {
    const numbers = [...new Set((await proofs()).map(({ hazard }) => hazard))];
    const all = Array.from({ length: 33 }, (_, index) => `H${index + 1}`);
    expect(numbers.filter((name) => name.startsWith('H'))).toEqual(all);
  });

  test('names no test that does not exist', async () => {
    const missing: string[] = [];
    for (const { hazard, file, title } of await proofs()) {
      const source = await readFile(join(root, file), 'utf8').catch(() => '');
      if (!spellings(title).some((text) => source.includes(text)))
        missing.push(`${hazard} ${file}: ${title}`);
    }
    expect(missing).toEqual([]);
  });
});
