import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Chart, helmProgram } from '@twinsite/chart';
import { sayOnStderr as say, type Report } from '@twinsite/lab';
import type { BareApiServer } from '../bare/bare-api-server.js';
import { define, onBareApiServer } from '../bare/on-bare-api-server.js';
import { accessPath, MISTAKES } from '../story/bad-yaml/mistakes.js';
import { snapshotCrds } from '../programs/snapshot-crds.js';
import { dryRun, taken, type Attempt } from './attempt.js';
import { VALUE_SETS } from './value-sets.js';

/** Namespaces of releases, which an object must find even when it is only tried. */
const NAMESPACES = ['twinsite-system', '12'];

/** Everything that a person applies to install the driver, as the real API server takes it. */
export async function tellDryRun(repository: string, signal: AbortSignal): Promise<number> {
  const directory = join(repository, 'charts/twinsite');
  const chart = new Chart({ helm: await helmProgram(say, signal), directory }, signal);
  const run = async (server: BareApiServer, report: Report): Promise<void> => {
    await define(server, await snapshotCrds(signal));
    for (const name of NAMESPACES) await server.kubectl.run(['create', 'namespace', name]);
    // A controller would make it; without it no pod is admitted.
    await server.kubectl.run(['create', 'serviceaccount', 'default']);
    await claimCharts(server, report, chart);
    await claimFiles(server, report, join(repository, 'deploy'));
    await claimFiles(server, report, join(directory, 'examples'));
    await claimTeeth(server, report, chart);
    await claimAccessPaths(server, report);
  };
  return onBareApiServer({ scenario: 'dry-run', repository, run }, signal);
}

async function claimCharts(server: BareApiServer, report: Report, chart: Chart): Promise<void> {
  for (const [name, order] of Object.entries(VALUE_SETS)) {
    const attempt = await dryRun(server, await chart.text(order));
    report.check(`the chart is taken: ${name}`, taken(attempt), told(attempt));
  }
}

async function claimFiles(server: BareApiServer, report: Report, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  report.check(`there are files in ${folder.split('/').slice(-2).join('/')}`, names.length > 0, names.join());
  for (const name of names) {
    const attempt = await dryRun(server, await readFile(join(folder, name), 'utf8'));
    report.check(`${name} is taken`, taken(attempt), told(attempt));
  }
}

/** What is wrong in the chart would be seen: a field that there is not, and one of another type. */
async function claimTeeth(server: BareApiServer, report: Report, chart: Chart): Promise<void> {
  const text = await chart.text(VALUE_SETS['defaults']);
  const spoilt = [
    ['a key that there is not', 'replicas: 2', 'replica: 2', 'unknown field "spec.replica"'],
    ['a number for a name', 'name: twinsite-controller', 'name: 7', 'cannot unmarshal number'],
    ['a verb that there is not', 'operations: [CREATE', 'operations: [MAKE', 'Unsupported value: "MAKE"'],
  ] as const;
  for (const [what, good, bad, words] of spoilt) {
    if (!text.includes(good)) throw new RangeError(`the chart renders no \`${good}\``);
    const attempt = await dryRun(server, text.replace(good, bad));
    report.check(
      `a chart with ${what} would be refused`,
      !taken(attempt) && attempt.said.includes(words),
      told(attempt),
    );
  }
}

async function claimAccessPaths(server: BareApiServer, report: Report): Promise<void> {
  const good = accessPath('my-ap', {});
  const attempt = await dryRun(server, JSON.stringify(good));
  report.check('a good AccessPath is taken', taken(attempt), told(attempt));
  // One of the mistakes is a change of what is there.
  await server.kubectl.apply(JSON.stringify(good));
  for (const { what, spec, name, words } of MISTAKES) {
    const wrong = await dryRun(server, JSON.stringify(accessPath(name ?? 'wrong', spec)));
    const refused = !taken(wrong) && wrong.said.includes(words);
    report.check(`an AccessPath with ${what} is refused`, refused, told(wrong));
  }
}

const told = ({ said }: Attempt): string => said.split('\n').slice(0, 3).join('; ').slice(0, 400);
