import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { BAD_VALUES } from './bad-values.js';
import { CLUSTER } from './values.js';

/** Each wrong value is refused with a sentence that says what is allowed. */
export async function checkRefusals(report: Report, chart: Chart): Promise<void> {
  for (const [what, values, sentence] of BAD_VALUES) {
    const { code, stderr } = await chart.attempt({ values: { ...CLUSTER, ...values } });
    const refused = code !== 0 && stderr.includes(sentence);
    report.check(`refused: ${what}`, refused, refused ? sentence : stderr.trim() || 'it was taken');
  }
}
