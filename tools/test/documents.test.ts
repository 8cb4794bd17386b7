import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { localLinks, outlineOf, yamlBlocks } from './markdown.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFile(join(root, path), 'utf8');

test.each([
  ['README.md', 'README.zh-CN.md'],
  ['docs/install.md', 'docs/install.zh-CN.md'],
  ['docs/nfs.md', 'docs/nfs.zh-CN.md'],
])('%s and %s have the same headings and commands', async (english, chinese) => {
  const [one, other] = [outlineOf(await read(english)), outlineOf(await read(chinese))];
  expect(one.headings.length).toBeGreaterThan(3);
  expect(other.headings).toEqual(one.headings);
  expect(other.blocks).toEqual(one.blocks);
});

test.each([
  ['docs/install.md', (name: string) => !name.startsWith('nfs-')],
  ['docs/nfs.md', (name: string) => name.startsWith('nfs-')],
])('%s shows the objects of the chart’s examples', async (page, isOfPage) => {
  const folder = 'charts/twinsite/examples';
  const files = (await readdir(join(root, folder))).filter(isOfPage);
  const texts = await Promise.all(files.map((name) => read(join(folder, name))));
  const examples = texts.flatMap((text) => text.split(/^---$/m)).map(withoutComments);
  const shown = yamlBlocks(await read(page)).map(withoutComments);
  expect(shown).toHaveLength(examples.length);
  for (const block of shown) expect(examples).toContain(block);
});

test('docs/install.md names no reason of an AccessPath that the code does not give', async () => {
  const files = await readdir(join(root, 'packages/domain/src'), { recursive: true });
  const sources = files.filter((name) => name.endsWith('.ts') && !name.startsWith('testing'));
  const code = (await Promise.all(sources.map((name) => read(join('packages/domain/src', name))))).join('');
  const rows = (await read('docs/install.md')).matchAll(/^\| reason \|.*\n\|-.*\n((?:\|.*\n)+)/gm);
  const reasons = [...rows].flatMap(([, table = '']) =>
    table
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, word = '']) => word)),
  );
  // A reason is written as it is, or made of the kind of a problem: `array-denied`.
  const kind = (reason: string) => reason.replace(/\B[A-Z]/g, '-$&').toLowerCase();
  expect(reasons.length).toBeGreaterThan(10);
  expect(
    reasons.filter((one) => !code.includes(`'${one}'`) && !code.includes(`kind: '${kind(one)}'`)),
  ).toEqual([]);
});

test('no link of the documents leads nowhere', async () => {
  const pages = (await readdir(join(root, 'docs'), { recursive: true })).map((name) => join('docs', name));
  const all = [
    ...pages.filter((name) => name.endsWith('.md')),
    'README.md',
    'README.zh-CN.md',
    'ARCHITECTURE.md',
  ];
  const dead: string[] = [];
  for (const page of all) {
    for (const link of localLinks(await read(page))) {
      if (!existsSync(join(root, dirname(page), link))) dead.push(`${page}: ${link}`);
    }
  }
  expect(dead).toEqual([]);
});

const withoutComments = (yaml: string): string =>
  yaml
    .split('\n')
    .map((line) => line.replace(/\s*#.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
