import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PathDesk } from '../paths/path-desk.js';
import type { PathKeeper } from '../paths/path-keeper.js';
import { writePathScripts } from '../paths/path-scripts.js';
import type { Claims } from '../report/claims.js';
import { readGinkgoReport } from '../report/ginkgo-report.js';
import { tallyOf, type Tally } from '../report/tally.js';
import { prepareSuite, type SuiteSettings } from './suite-order.js';

export interface SuiteRun {
  readonly settings: Omit<SuiteSettings, 'paths' | 'directory'>;
  /** Of the machine that the node service works on. */
  readonly keeper: PathKeeper;
  /** This package's folder, which holds scripts/. */
  readonly home: string;
  /** For sockets, scripts, secrets and the report. */
  readonly directory: string;
  /** Runs csi-sanity with these arguments to its end, or rejects; its exit code does not matter, its report does. */
  launch(args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown>;
}

/** The whole suite once, without any filter. */
export async function runSuite(run: SuiteRun, claims: Claims): Promise<Tally> {
  const { directory, keeper, settings } = run;
  await mkdir(directory, { recursive: true });
  const desk = await PathDesk.open(join(directory, 'paths.sock'), keeper);
  try {
    const askPath = join(run.home, 'scripts/ask-path.mjs');
    const paths = await writePathScripts({ directory, askPath, socket: desk.socket });
    const { args, env, report } = await prepareSuite({ ...settings, paths, directory });
    await run.launch(args, env);
    const kept = desk.refusals.length === 0;
    claims.check('every path csi-sanity asked for could be made and removed', kept, firstOf(desk.refusals));
    return tallyOf(readGinkgoReport(await reportIn(report)));
  } finally {
    await desk.close();
  }
}

const SHOWN = 3;

/** One leaked path makes every later spec fail, so the first refusals tell the cause. */
function firstOf(refusals: readonly string[]): string {
  const more = refusals.length - SHOWN;
  if (refusals.length === 0) return 'none was refused';
  return [...refusals.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

async function reportIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error('csi-sanity ended before it wrote its report: its log says why', { cause });
  }
}
