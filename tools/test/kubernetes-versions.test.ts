import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEATURE_GATES, OLDEST_SUPPORTED_MINOR } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { gateTable, versionTable } from './kubernetes-tables.js';

const root = join(import.meta.dirname, '..', '..');
const page = async () => readFile(join(root, 'docs/kubernetes-versions.md'), 'utf8');

/** The tables are printed by a failure: paste them into the page. */
describe('docs/kubernetes-versions.md', () => {
  test('prints the table of gates as the domain has it', async () => {
    expect(await page()).toContain(`\n${gateTable()}\n`);
  });

  test('prints what to do by version as the domain has it', async () => {
    expect(await page()).toContain(`\n${versionTable()}\n`);
  });

  test('names the oldest version that is supported', async () => {
    expect(await page()).toContain(`Kubernetes 1.${OLDEST_SUPPORTED_MINOR} or newer`);
  });

  test('and so does the chart', async () => {
    const chart = await readFile(join(root, 'charts/twinsite/Chart.yaml'), 'utf8');
    expect(chart).toContain(`kubeVersion: ">=1.${OLDEST_SUPPORTED_MINOR}.0-0"`);
  });

  test('sets no gate in an example that the table does not know', async () => {
    const known = new Set(FEATURE_GATES.map(({ name }) => name));
    const set = [...(await page()).matchAll(/\b([A-Z][A-Za-z]+)(?:=|: )true\b/g)].map(
      ([, name = '']) => name,
    );
    expect(set).not.toEqual([]);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });
});
