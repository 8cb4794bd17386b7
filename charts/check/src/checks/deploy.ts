import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import { deployText, readDeployText } from '../deploy/deploy-files.js';
import { objectsIn, type Chart } from '../helm/chart.js';
import { driversOf } from './read-by-driver.js';

export async function checkDeployFiles(report: Report, chart: Chart, repository: string): Promise<void> {
  const [fresh, kept] = [await deployText(chart), await readDeployText(repository)];
  report.check(
    'deploy/twinsite.yaml is what the chart makes',
    fresh === kept,
    fresh === kept ? `${kept.split('\n').length} lines` : 'it differs: run npm run deploy-yaml and commit it',
  );
  const folder = await mkdtemp(join(tmpdir(), 'twinsite-deploy-'));
  try {
    const { problems } = await driversOf(objectsIn(kept), folder);
    const refused = problems.length === 2 && problems.every((one) => one.includes('clusterId'));
    report.check('no driver of it starts before it has a cluster id', refused, problems.join(' ') || 'none');
  } finally {
    await rm(folder, { recursive: true });
  }
}
