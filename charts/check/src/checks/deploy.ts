import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import { deployText, readDeployText } from '../deploy/deploy-files.js';
import { objectsIn, type Chart } from '../helm/chart.js';
import { driversOf } from './read-by-driver.js';

const FILES = [
  ['twinsite.yaml', 'twinsite'],
  ['twinsite-nfs.yaml', 'twinsite-nfs'],
] as const;

export async function checkDeployFiles(report: Report, chart: Chart, repository: string): Promise<void> {
  for (const [file, name] of FILES) {
    const [fresh, kept] = [await deployText(chart, file), await readDeployText(repository, file)];
    report.check(
      `deploy/${file} is what the chart makes`,
      fresh === kept,
      fresh === kept
        ? `${kept.split('\n').length} lines`
        : 'it differs: run npm run deploy-yaml and commit it',
    );
    const folder = await mkdtemp(join(tmpdir(), 'twinsite-deploy-'));
    try {
      const { problems } = await driversOf(objectsIn(kept), folder, name);
      const refused = problems.length === 2 && problems.every((one) => one.includes('clusterId'));
      const claim = `no driver of ${file} starts before it has a cluster id`;
      report.check(claim, refused, problems.join(' ') || 'none');
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}
