import { failed, ok, type ConfigProblem, type Result } from '@twinsite/domain';
import type { DirectionOptions } from '../commands/options.js';
import type { ClusterSettings, DrctlConfig, GroupSettings } from '../config/drctl-config.js';
import { readDrctlConfig } from '../config/read-config.js';
import type { ExitCode } from '../exit-codes.js';
import type { OpenCluster, Workbench } from '../workbench.js';
import { limitedSignal } from './limited-signal.js';
import { stopForConfig } from './stop.js';

/** What a command on both clusters works with. */
export interface ClustersSession {
  readonly config: DrctlConfig;
  /** Undefined where none was named. */
  readonly group: GroupSettings | undefined;
  readonly source: OpenCluster;
  readonly target: OpenCluster;
  readonly signal: AbortSignal;
}

/** What a command on a group works with. */
export interface GroupSession extends ClustersSession {
  readonly group: GroupSettings;
}

export interface SessionOptions extends DirectionOptions {
  readonly config: string;
  readonly timeout: number;
}

export const onGroup = (
  bench: Workbench,
  options: SessionOptions & { readonly group: string },
  work: (session: GroupSession) => Promise<ExitCode>,
): Promise<ExitCode> =>
  onClusters(bench, options, (session) => {
    const { group } = session;
    if (group === undefined) throw new RangeError('a group that was named is in the session');
    return work({ ...session, group });
  });

/** Reads the configuration, opens both clusters, does the work, and closes what was opened. */
export async function onClusters(
  bench: Workbench,
  options: SessionOptions & { readonly group: string | undefined },
  work: (session: ClustersSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  const config = readDrctlConfig(options.config, bench.env);
  if (!config.ok) return stopForConfig(bench.terminal, config.problem);
  const chosen = choose(config.value, options.group, options);
  if (!chosen.ok) return stopForConfig(bench.terminal, [chosen.problem]);
  const { group, from, to } = chosen.value;
  const signal = endOf(bench, options.timeout);
  const source = await bench.openCluster(from);
  if (!source.ok) return stopForConfig(bench.terminal, [source.problem]);
  const target = await bench.openCluster(to);
  if (!target.ok) return stopForConfig(bench.terminal, [target.problem]);
  try {
    return await work({ config: config.value, group, source: source.value, target: target.value, signal });
  } finally {
    await Promise.all([source.value.close(), target.value.close()]);
  }
}

/** The end of the operator's patience, or an interrupt. */
export const endOf = ({ interrupted }: Workbench, timeoutSeconds: number): AbortSignal =>
  limitedSignal([interrupted], timeoutSeconds * 1000);

interface Choice {
  readonly group: GroupSettings | undefined;
  readonly from: ClusterSettings;
  readonly to: ClusterSettings;
}

function choose(
  { clusters, groups }: DrctlConfig,
  name: string | undefined,
  options: SessionOptions,
): Result<Choice, ConfigProblem> {
  const group = groups.find((one) => one.name === name);
  const where = `${options.config}:`;
  if (name !== undefined && group === undefined)
    return failed(
      unknown(
        `${where} groups`,
        name,
        groups.map((one) => one.name),
      ),
    );
  const ids = clusters.map(({ id }) => id);
  if (clusters.length !== 2) return failed({ where: `${where} clusters`, remedy: 'name two, one per site' });
  const from = clusters.find(({ id }) => id === (options.from ?? otherThan(options.to, ids)));
  if (from === undefined) return failed(unknown('--from', options.from ?? '', ids));
  const to = clusters.find(({ id }) => id === (options.to ?? otherThan(from.id, ids)));
  if (to === undefined || to === from) return failed(unknown('--to', options.to ?? '', ids));
  return ok({ group, from, to });
}

const otherThan = (id: string | undefined, ids: readonly string[]): string | undefined =>
  ids.find((one) => one !== id);

const unknown = (where: string, value: string, known: readonly string[]): ConfigProblem => ({
  where,
  value: JSON.stringify(value),
  remedy: known.length === 0 ? 'none is configured' : `is not usable here; known are ${known.join(', ')}`,
});
