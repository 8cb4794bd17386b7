import type { Report } from '@twinsite/lab';
import { deployText, readDeployText } from '../deploy/deploy-files.js';
import type { Chart } from '../helm/chart.js';

export async function checkDeployFiles(report: Report, chart: Chart, repository: string): Promise<void> {
  const [fresh, kept] = [await deployText(chart), await readDeployText(repository)];
  report.check(
    'deploy/twinsite.yaml is what the chart makes',
    fresh === kept,
    fresh === kept ? `${kept.split('\n').length} lines` : 'it differs: run npm run deploy-yaml and commit it',
  );
}
