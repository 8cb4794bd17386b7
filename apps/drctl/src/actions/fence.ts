import {
  AclSightings,
  arraysOf,
  fenceGroup,
  receiverAtRest,
  sparedNodes,
  unfencedVolumes,
  type FenceOrder,
  type GroupFence,
} from '@twinsite/domain';
import { OperationsDirectory } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { fromOwner } from '../moves/group-owner.js';
import { fingerprint } from './fingerprint.js';
import { onArrays } from './on-arrays.js';
import { placeGroup } from './place-group.js';
import { onGroup, type GroupSession } from './session.js';
import { setOfBundle } from './set-of-bundle.js';
import { stop, stopForConfig } from './stop.js';

export interface FenceOptions extends CommonOptions, DirectionOptions {
  readonly bundle?: string;
  readonly yes: boolean;
  /** Seconds that a driver may act on an owner that it has read. */
  readonly settle: number;
}

interface Work {
  readonly arrays: OpenArrays;
  readonly options: FenceOptions;
}

/**
 * `drctl unfence GROUP --to CLUSTER`: the cluster that was fenced owns the group again. Its volumes are not handed out: it attaches
 * them as any pod that starts does, and only once nothing of an earlier time can land any more.
 */
export async function runUnfence(bench: Workbench, group: string, options: FenceOptions): Promise<ExitCode> {
  if (options.to === undefined) {
    const remedy = 'name the cluster that is given the group back';
    return stopForConfig(bench.terminal, [{ where: '--to', remedy }]);
  }
  return onGroup(bench, { ...options, group }, (given) =>
    onArrays(bench, given, async (arrays) => {
      const session = await fromOwner(given, arrays);
      if (!session.ok) return stop(bench.terminal, [session.problem]);
      if (session.value.source.settings.id !== options.to)
        return fence(bench, session.value, { arrays, options });
      bench.terminal.err(`cluster ${options.to} owns group ${group} already; nothing was changed`);
      return EXIT.ok;
    }),
  );
}

/** `drctl fence GROUP`: the other cluster owns the group from now on, and nobody else has its volumes any more. */
export const runFence = (bench: Workbench, group: string, options: FenceOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, (arrays) => fence(bench, session, { arrays, options })),
  );

/** The session's target gets the group. */
export async function fence(
  bench: Workbench,
  session: GroupSession,
  { arrays, options }: Work,
): Promise<ExitCode> {
  const { terminal } = bench;
  const { signal, group, target } = session;
  const set = await setOfBundle(terminal, session, options.bundle);
  if (typeof set === 'number') return set;
  const placed = await placeGroup(arrays, set, signal);
  if (!placed.ok) return stop(terminal, [placed.problem]);
  const spared = await sparedNodes(target.objects, signal);
  if (!spared.ok) return stop(terminal, [spared.problem]);
  const receiver = { id: target.settings.id, objects: target.objects };
  const rest = await receiverAtRest(arraysOf(placed.value), receiver, { ...set, group: group.name }, signal);
  if (!rest.ok) return stop(terminal, [rest.problem]);
  for (const volume of unfencedVolumes(set))
    terminal.err(`warning: PersistentVolume ${volume} is on no array of drctl.yaml, and is not fenced`);
  const [from, to] = [session.source.settings.id, target.settings.id];
  if (!options.yes && !(await isMeant(bench, session))) {
    terminal.err(`refused: the fence was not confirmed; type the group’s name, or say --yes`);
    return EXIT.refused;
  }
  const settleMs = options.settle * 1000;
  return carryOut(bench, session, {
    options,
    order: { group: group.name, from, to, volumes: placed.value, spared: spared.value, settleMs },
  });
}

const isMeant = async ({ terminal }: Workbench, { group, source, target }: GroupSession): Promise<boolean> =>
  (await terminal.ask(
    `This takes the volumes of group ${group.name} from cluster ${source.settings.id} and gives them to ${target.settings.id}; pods that still run there lose them. Type the group’s name: `,
  )) === group.name;

interface Orders {
  readonly options: FenceOptions;
  readonly order: Omit<FenceOrder, 'operation'>;
}

async function carryOut(
  { terminal }: Workbench,
  { config, group, signal }: GroupSession,
  { options, order }: Orders,
): Promise<ExitCode> {
  const { from, to } = order;
  const operation = await new OperationsDirectory(config.state, systemClock).begin({
    verb: 'fence',
    group: group.name,
    fingerprint: fingerprint(`fence ${from} ${to}`),
    facts: { from, to },
  });
  if (!operation.ok) return stop(terminal, [operation.problem]);
  const { id, journal } = operation.value;
  try {
    const deps = { clock: systemClock, sightings: new AclSightings() };
    const intent = await journal.append({
      type: 'intent',
      step: `fence ${group.name} from ${from} for ${to}`,
    });
    if (!intent.ok) return stop(terminal, [intent.problem]);
    const fenced = await fenceGroup(deps, { ...order, operation: id }, signal);
    // Cut off or refused, it stays open: the same command goes on with it.
    if (!fenced.ok) return stop(terminal, [fenced.problem]);
    for (const { volume, removed } of fenced.value.volumes) {
      const step = `take ${volume} from ${removed.join(', ') || 'nobody'}`;
      const noted = await journal.append({ type: 'result', step, outcome: 'done', detail: '' });
      if (!noted.ok) return stop(terminal, [noted.problem]);
    }
    const ended = await journal.append({ type: 'end', outcome: 'complete' });
    if (!ended.ok) return stop(terminal, [ended.problem]);
    print(terminal, options.output, answerOf(fenced.value));
    terminal.err(
      `group ${group.name} belongs to cluster ${to} and ${from} is fenced: ${fenced.value.volumes.length} volumes, read back, in ${fenced.value.fenceMs} ms, and ${fenced.value.drainMs} ms of waiting`,
    );
    terminal.err(`next: drctl restore ${group.name} --from ${from} --to ${to} --start`);
    return EXIT.ok;
  } finally {
    await operation.value.close();
  }
}

const answerOf = ({ epochs, volumes, fenceMs, drainMs }: GroupFence) => ({
  table: () =>
    columns(
      ['VOLUME', 'TAKEN FROM'],
      volumes.map(({ volume, removed }) => [volume, removed.join(', ') || '(nobody had it)']),
    ),
  names: () => volumes.map(({ volume }) => volume),
  data: {
    epochs: epochs.map(({ owner, epoch, operation }) => ({ owner, epoch, operation })),
    volumes,
    fenceMs,
    drainMs,
  },
});
