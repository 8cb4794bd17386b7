import {
  assessSites,
  describeProblem,
  type ArrayDirectory,
  type SiteAssessment,
  type StorageArray,
} from '@twinsite/domain';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readDrctlConfig } from '../config/read-config.js';
import { sitesTable } from '../render/sites-table.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { endOf } from './session.js';
import { stopForConfig } from './stop.js';

export interface SitesOptions {
  readonly config: string;
  readonly output: 'table' | 'json';
  readonly timeout: number;
}

type Health = SiteAssessment['health'] | 'unreachable';

interface ArrayReport {
  readonly array: string;
  readonly health: Health;
  readonly text: string;
  /** What `-o json` prints for this array. */
  readonly json: object;
}

/** `drctl sites`: how the two sites of every listed array stand. Reads only. Exit code 0 when all are healthy. */
export async function runSites(bench: Workbench, options: SitesOptions): Promise<ExitCode> {
  const config = readDrctlConfig(options.config, bench.env);
  if (!config.ok) return stopForConfig(bench.terminal, config.problem);
  if (config.value.arrays.length === 0) {
    const problem = { where: `${options.config}: arrays`, remedy: 'list at least one array' };
    return stopForConfig(bench.terminal, [problem]);
  }
  const arrays = await bench.openArrays(config.value);
  const signal = endOf(bench, options.timeout);
  try {
    return await sites(arrays, options, bench.terminal, signal);
  } finally {
    // Closing waits for calls under way (a login is shared, so no deadline ends it): not after our time is over.
    if (!signal.aborted) await arrays.close();
  }
}

async function sites(
  arrays: ArrayDirectory,
  { output }: SitesOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const reports = await Promise.all(arrays.listed().map((array) => report(array, signal)));
  if (output === 'json') {
    terminal.out(JSON.stringify({ arrays: reports.map(({ json }) => json) }, null, 2));
  } else {
    for (const { text } of reports) terminal.out(`${text}\n`);
  }
  const bad = reports.filter(({ health }) => health !== 'healthy');
  if (bad.length === 0) return EXIT.ok;
  terminal.err(bad.map(({ array, health }) => `array ${array} is ${health}`).join('; '));
  return signal.aborted ? EXIT.timeout : EXIT.failed;
}

async function report(array: StorageArray, signal: AbortSignal): Promise<ArrayReport> {
  const reading = await array.sites.read(signal);
  if (!reading.ok) return unreachable(array.name, describeProblem(reading.problem));
  const assessment = assessSites(reading.value);
  const { health, quorum, findings } = assessment;
  const json = { ...reading.value, health, quorum, findings };
  return { array: array.name, health, json, text: sitesTable(reading.value, assessment) };
}

function unreachable(array: string, evidence: string): ArrayReport {
  const remedy = 'check the managers; the data path may still work: look at a node with multipath -ll';
  const findings = [{ level: 'problem', text: evidence, remedy }];
  const text = `array ${array}: UNREACHABLE\n\nproblem: ${evidence}\n  -> ${remedy}`;
  return { array, health: 'unreachable', json: { array, health: 'unreachable', findings }, text };
}
