import { CommandFailed, Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { checkConfiguration } from './configuration.js';
import { checkContainers } from './containers.js';
import { checkController } from './controller.js';
import { checkDeployFiles } from './deploy.js';
import { checkDriverObject } from './driver-object.js';
import { checkExamples } from './examples.js';
import { checkNfs } from './nfs.js';
import { checkNode } from './node.js';
import { checkNotes } from './notes.js';
import { checkOddWords } from './odd-words.js';
import { checkOptionalObjects } from './optional-objects.js';
import { checkOverrides } from './overrides.js';
import { checkRefusals } from './refusals.js';
import { checkRoles } from './roles.js';
import { checkSecrecy } from './secrecy.js';
import { checkSites } from './sites.js';
import { checkUnknownKeys } from './unknown-keys.js';
import { CLUSTER } from './values.js';

/** One line per claim, then RESULT. */
export async function checkChart(chart: Chart, repository: string): Promise<number> {
  const report = new Report();
  const lint = await chart.lint(CLUSTER);
  report.check('helm lint --strict', lint.code === 0, lint.code === 0 ? 'clean' : lint.stdout);
  const chapters = [
    checkDriverObject,
    checkContainers,
    checkController,
    checkNode,
    checkNfs,
    checkSites,
    checkRoles,
    checkSecrecy,
    checkConfiguration,
    checkOddWords,
    checkOptionalObjects,
    checkOverrides,
    checkNotes,
    checkRefusals,
    checkUnknownKeys,
    checkExamples,
  ];
  for (const chapter of chapters) await whole(report, () => chapter(report, chart));
  await whole(report, () => checkDeployFiles(report, chart, repository));
  const { passed, failed } = report;
  process.stdout.write(`RESULT ${JSON.stringify({ pass: failed === 0, passed, failed })}\n`);
  return failed === 0 ? 0 : 1;
}

/** What cannot be rendered or lacks an object is a failure of the chart, and the other chapters go on. */
async function whole(report: Report, chapter: () => Promise<void>): Promise<void> {
  try {
    await chapter();
  } catch (error) {
    if (!(error instanceof CommandFailed || error instanceof RangeError)) throw error;
    report.check('the chart renders', false, error.message);
  }
}
