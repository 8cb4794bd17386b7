import { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { checkConfiguration } from './configuration.js';
import { checkContainers } from './containers.js';
import { checkController } from './controller.js';
import { checkDeployFiles } from './deploy.js';
import { checkDriverObject } from './driver-object.js';
import { checkExamples } from './examples.js';
import { checkNode } from './node.js';
import { checkNotes } from './notes.js';
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
    checkSites,
    checkRoles,
    checkSecrecy,
    checkConfiguration,
    checkOptionalObjects,
    checkOverrides,
    checkNotes,
    checkRefusals,
    checkUnknownKeys,
    checkExamples,
  ];
  for (const chapter of chapters) await chapter(report, chart);
  await checkDeployFiles(report, chart, repository);
  const { passed, failed } = report;
  process.stdout.write(`RESULT ${JSON.stringify({ pass: failed === 0, passed, failed })}\n`);
  return failed === 0 ? 0 : 1;
}
