import { describeProblem } from '@twinsite/domain';
import type { Output } from '../commands/options.js';
import { readDrctlConfig } from '../config/read-config.js';
import type { ClusterSettings } from '../config/drctl-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import { VERSION } from '../version.js';
import type { Workbench } from '../workbench.js';
import { endOf } from './session.js';
import { stopForConfig } from './stop.js';

export interface VersionOptions {
  readonly clusters: boolean;
  readonly config: string;
  readonly output: Output;
  readonly timeout: number;
}

interface ToldVersion {
  readonly name: string;
  readonly version: string;
  readonly reached: boolean;
}

/** `drctl version`. A cluster that does not answer is told and makes the exit code 1. */
export async function runVersion(bench: Workbench, options: VersionOptions): Promise<ExitCode> {
  const own = { name: 'drctl', version: VERSION, reached: true };
  if (!options.clusters) return tell(bench, options, [own]);
  const config = readDrctlConfig(options.config, bench.env);
  if (!config.ok) return stopForConfig(bench.terminal, config.problem);
  const signal = endOf(bench, options.timeout);
  const clusters = config.value.clusters.map((cluster) => versionOf(bench, cluster, signal));
  return tell(bench, options, [own, ...(await Promise.all(clusters))]);
}

async function versionOf(
  bench: Workbench,
  settings: ClusterSettings,
  signal: AbortSignal,
): Promise<ToldVersion> {
  const name = `cluster ${settings.id}`;
  const cluster = await bench.openCluster(settings);
  if (!cluster.ok) return { name, version: cluster.problem.remedy, reached: false };
  const about = await cluster.value.facts.about(signal);
  await cluster.value.close();
  return about.ok
    ? { name, version: `Kubernetes ${about.value.version}`, reached: true }
    : { name, version: describeProblem(about.problem), reached: false };
}

function tell({ terminal }: Workbench, { output }: VersionOptions, told: readonly ToldVersion[]): ExitCode {
  print(terminal, output, {
    table: () =>
      columns(
        ['WHAT', 'VERSION'],
        told.map(({ name, version }) => [name, version]),
      ),
    names: () => told.map(({ name }) => name),
    data: { versions: told },
  });
  return told.every(({ reached }) => reached) ? EXIT.ok : EXIT.failed;
}
