import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { podsOf, templateOf } from '../helm/rendered.js';
import { driversOf } from './read-by-driver.js';
import { checkSame } from './same.js';
import { ARRAY_BY_PASSWORD, ARRAY_BY_TOKEN, CLUSTER, EVERYTHING } from './values.js';

const FILES = ['0/user', '0/password', '0/ca.crt', '1/token'];

/** Of `EVERYTHING`. */
const CLUSTER_TAKEN = {
  clusterId: 'site-one',
  namespace: 'twinsite-system',
  sites: 3,
  fence: { removalDrains: true, waitMs: 30_000 },
  identityRule: { prefix: '60000970' },
  vipWords: { network: 'public', resourceType: 'access_path' },
};

/** The rendered flags and files are read by the driver's own code. */
export async function checkConfiguration(report: Report, chart: Chart): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twinsite-chart-'));
  try {
    for (const file of FILES) {
      await mkdir(join(folder, file, '..'), { recursive: true });
      await writeFile(join(folder, file), 'x\n');
    }
    const least = await driversOf(await chart.render({ values: CLUSTER }), folder);
    checkSame(report, 'the driver takes the least configuration', least.problems, []);
    const most = await driversOf(await chart.render({ values: EVERYTHING }), folder);
    checkSame(report, 'the driver takes the fullest configuration', most.problems, []);
    const arrays = [ARRAY_BY_PASSWORD.name, ARRAY_BY_TOKEN.name];
    checkSame(report, 'arrays reach the controller, and it alone', most.arrays, {
      controller: arrays,
      node: [],
    });
    checkSame(report, 'namespaces of Secrets reach the controller, and it alone', most.secretNamespaces, {
      controller: ['storage', 'apps'],
      node: [],
    });
    const what = 'cluster id, namespace, and what holds for the arrays of AccessPaths reach the driver';
    checkSame(report, what, most.cluster, CLUSTER_TAKEN);
  } finally {
    await rm(folder, { recursive: true });
  }
  const [before, after] = [await checksums(chart, CLUSTER), await checksums(chart, EVERYTHING)];
  const changed = before.every((sum) => !after.includes(sum));
  report.check(
    'a change of the configuration replaces the pods',
    changed,
    `${before.join()} ${after.join()}`,
  );
}

async function checksums(
  chart: Chart,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const pods = podsOf(await chart.render({ values }));
  return pods.map((pod) => templateOf(pod).metadata.annotations['checksum/config'] ?? '');
}
