import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Every reason that the AccessPath controller gives by a word of its own. */
function reasons(): readonly string[] {
  const folders = ['plan', 'reconcile'].map((name) => join(root, 'packages/domain/src/access-path', name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file !== 'announce.ts')
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const found = files.flatMap((text) => [...text.matchAll(/reason: '([A-Za-z]+)'/g)].map(([, word]) => word));
  return [...new Set(found)].flatMap((word) => word ?? []).sort();
}

test('every reason of a condition is explained to the operator', () => {
  const page = readFileSync(join(root, 'docs/access-paths.md'), 'utf8');
  expect(reasons().length).toBeGreaterThan(20);
  expect(reasons().filter((reason) => !page.includes(`\`${reason}\``))).toEqual([]);
});
