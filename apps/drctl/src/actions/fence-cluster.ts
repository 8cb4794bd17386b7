import { describeProblem } from '@twinsite/domain';
import { readDrctlConfig } from '../config/read-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { fromOwner } from '../moves/group-owner.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { fence, runFence, type FenceOptions } from './fence.js';
import { onArrays } from './on-arrays.js';
import { onGroup } from './session.js';
import { stopForConfig } from './stop.js';

interface FenceClusterOptions extends FenceOptions {
  readonly cluster: string;
}

interface Fenced {
  readonly group: string;
  readonly what: 'fenced' | 'not its own' | 'not fenced';
  readonly code: ExitCode;
}

/** `drctl fence`: one group, or with `--cluster` all that a cluster owns. */
export async function fenceCommand(
  bench: Workbench,
  group: string | undefined,
  { cluster, ...options }: FenceOptions & { readonly cluster?: string },
): Promise<ExitCode> {
  if (group !== undefined && cluster === undefined) return runFence(bench, group, options);
  if (group === undefined && cluster !== undefined) return fenceCluster(bench, { ...options, cluster });
  const remedy = 'name one group, or --cluster for every group that a cluster owns';
  return stopForConfig(bench.terminal, [{ where: 'fence', remedy }]);
}

/**
 * `drctl fence --cluster ID`: every group of drctl.yaml that the cluster owns is taken from it, one after the other. A group that
 * cannot be fenced stops none of the others; the exit code is that of the first such.
 */
async function fenceCluster(bench: Workbench, options: FenceClusterOptions): Promise<ExitCode> {
  const { terminal, env } = bench;
  const config = readDrctlConfig(options.config, env);
  if (!config.ok) return stopForConfig(terminal, config.problem);
  const { cluster, yes } = options;
  const ids = config.value.clusters.map(({ id }) => id);
  if (!ids.includes(cluster)) {
    const remedy = `is not configured; known are ${ids.join(', ')}`;
    return stopForConfig(terminal, [{ where: '--cluster', value: JSON.stringify(cluster), remedy }]);
  }
  if (!yes && (await terminal.ask(question(cluster))) !== cluster) {
    terminal.err('refused: the fence was not confirmed; type the cluster’s id, or say --yes');
    return EXIT.refused;
  }
  const fenced: Fenced[] = [];
  for (const { name } of config.value.groups) fenced.push(await fenceOne(bench, name, options));
  print(terminal, options.output, {
    table: () =>
      columns(
        ['GROUP', 'CLUSTER', 'STANDS'],
        fenced.map(({ group, what }) => [group, cluster, what]),
      ),
    names: () => fenced.flatMap(({ group, what }) => (what === 'fenced' ? [group] : [])),
    data: { cluster, groups: fenced.map(({ group, what }) => ({ group, what })) },
  });
  return fenced.find(({ code }) => code !== EXIT.ok)?.code ?? EXIT.ok;
}

const question = (cluster: string): string =>
  `This takes the volumes of every group that cluster ${cluster} owns and gives them to the other cluster; pods that still run there lose them. Type the cluster’s id: `;

const talkOnly = (terminal: Terminal): Terminal => ({
  out: (text) => terminal.err(text),
  err: (text) => terminal.err(text),
  redraw: (line) => terminal.redraw(line),
  isInteractive: terminal.isInteractive,
  ask: (question) => terminal.ask(question),
});

/** What each group’s own fence prints is talk here: the table of all groups is the answer. */
async function fenceOne(bench: Workbench, group: string, options: FenceClusterOptions): Promise<Fenced> {
  const { cluster } = options;
  const talk = { ...bench, terminal: talkOnly(bench.terminal) };
  let what: Fenced['what'] = 'not fenced';
  const code = await onGroup(talk, { ...options, from: cluster, group }, (given) =>
    onArrays(talk, given, async (arrays) => {
      const session = await fromOwner(given, arrays);
      if (!session.ok || session.value.source.settings.id !== cluster) {
        const why = session.ok ? 'the other cluster owns it' : describeProblem(session.problem);
        bench.terminal.err(`group ${group} is left as it is: ${why}`);
        what = 'not its own';
        return session.ok ? EXIT.ok : EXIT.refused;
      }
      const done = await fence(talk, session.value, { arrays, options: { ...options, yes: true } });
      if (done === EXIT.ok) what = 'fenced';
      return done;
    }),
  );
  return { group, what, code };
}
