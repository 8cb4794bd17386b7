import { expect, test } from 'vitest';
import { leavesOf, readChartFile, values } from './values-tree.js';

/** Rows `| \`key\` | \`default\` | text |`; several keys of one row have `, ` between them. */
function rowsOf(readme: string): ReadonlyMap<string, string> {
  const [, section = ''] = /^## Values$([^]*?)^## /m.exec(readme) ?? [];
  const rows = section.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|[^|]*\|$/gm);
  return new Map(
    [...rows].flatMap(([, keys = '', value = '']) =>
      [...keys.matchAll(/`([^`]+)`/g)].map(
        ([, key = '']) => [key, value.replaceAll('`', '').trim()] as const,
      ),
    ),
  );
}

/** `sidecars.*.image.tag` stands for the same key of each sidecar; a default that differs is said in words. */
const SIDECARS = /^sidecars\.(provisioner|attacher|resizer|snapshotter|registrar|livenessProbe)\.(?!enabled)/;
const rowKey = (path: string): string => path.replace(SIDECARS, 'sidecars.*.');

const rows = rowsOf(readChartFile('README.md'));
const leaves = leavesOf(values);

test('every value of the chart has a row in its README', () => {
  expect(leaves.map(({ path }) => rowKey(path)).filter((key) => !rows.has(key))).toEqual([]);
});

test('every row of the README is a value of the chart', () => {
  const keys = new Set(leaves.map(({ path }) => rowKey(path)));
  expect([...rows.keys()].filter((key) => !keys.has(key))).toEqual([]);
});

test('the README tells the defaults', () => {
  const told = leaves.filter(
    ({ path }) => !SIDECARS.test(path) && rows.get(path)?.startsWith('see ') !== true,
  );
  const wrong = told.filter(({ path, value }) => rows.get(path) !== shown(value));
  expect(wrong.map(({ path, value }) => `${path}: ${shown(value)}, README: ${rows.get(path) ?? ''}`)).toEqual(
    [],
  );
});

const shown = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
