import {
  drillIdOf,
  failed,
  groupVolumes,
  ok,
  type OpenBundle,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import type { Operation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import { placeGroup } from '../actions/place-group.js';
import { provedBundle } from '../actions/proved-bundle.js';
import { stop, stopForConfig } from '../actions/stop.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { drillAnswer } from '../render/drill-report.js';
import { print } from '../render/print.js';
import type { DrillContext } from './drill-context.js';
import { endDrill } from './end-drill.js';
import { makeDrill, type DrillWork, type MadeDrill } from './make-drill.js';
import { changedSince, production } from './production.js';

/** From the bundle that a failover would take, to the proof that nothing of the group was touched. */
export async function drillNow(context: DrillContext, operation: Operation): Promise<ExitCode> {
  const { bench, session, options } = context;
  const { bundle: path, maxAge } = options;
  const wanted = { path, maxAge, group: session.group.name, acceptOlder: false, acceptGaps: true };
  const proved = await provedBundle(session.config, wanted, session.signal);
  if (proved.kind === 'config') return stopForConfig(bench.terminal, proved.problems);
  if (proved.kind === 'missing') return stop(bench.terminal, [proved.problem]);
  if (proved.kind === 'unproved') return stop(bench.terminal, proved.problems);
  const done = await drilled(context, operation, proved.bundle);
  if (!done.ok) return stop(bench.terminal, [done.problem]);
  const { id, made, changed, clusters } = done.value;
  const { counter } = proved.bundle.manifest;
  print(bench.terminal, options.output, drillAnswer({ id, counter, made, clusters, changed }));
  if (changed.length === 0) {
    bench.terminal.err(`drill ${id} ended: nothing of group ${session.group.name} was touched, by digest`);
    return EXIT.ok;
  }
  bench.terminal.err(
    `problem: volumes or claims of group ${session.group.name} are not as they were before, on cluster ${changed.join(' and ')}; look who changed them meanwhile`,
  );
  return EXIT.failed;
}

interface Drilled {
  readonly id: string;
  readonly made: MadeDrill;
  /** Ids of clusters whose volumes and claims were compared before and after. */
  readonly clusters: readonly string[];
  readonly changed: readonly string[];
}

/** Ends what it made also when a part of it fails or the operator interrupts. */
async function drilled(
  context: DrillContext,
  operation: Operation,
  { set }: OpenBundle,
): Promise<Result<Drilled, Problem>> {
  const fit = requireCopies(set, context);
  if (!fit.ok) return fit;
  const placed = await placeGroup(context.arrays, set, context.session.signal);
  if (!placed.ok) return placed;
  const about = { set, placed: placed.value };
  const before = await production(context.session, about);
  if (!before.ok) return before;
  const id = drillIdOf(operation.id);
  const work = { id, ...about, journal: operation.journal, until: untilOf(context) };
  const made = await madeAndHeld(context, work);
  // Also after an interrupt: what it made has to go.
  const own = limitedSignal([], context.options.wait * 3000);
  const ended = await endDrill(context, id, own);
  if (!made.ok) return made;
  if (!ended.ok) return ended;
  const after = await production({ ...context.session, signal: own }, about);
  if (!after.ok) return after;
  const clusters = [...before.value.keys()];
  return ok({ id, made: made.value, clusters, changed: changedSince(before.value, after.value) });
}

async function madeAndHeld(context: DrillContext, work: DrillWork): Promise<Result<MadeDrill, Problem>> {
  const { bench, session, options } = context;
  const made = await makeDrill(context, work);
  if (!made.ok || options.ttl === undefined) return made;
  bench.terminal.err(`drill ${work.id}: ready; it stays for ${options.ttl} s, or until it is interrupted`);
  await systemClock.sleep(options.ttl * 1000, session.signal);
  return made;
}

/** If this host dies, others may end it from then on. */
const untilOf = ({ options }: DrillContext): string =>
  new Date(systemClock.now() + (options.timeout + (options.ttl ?? 0)) * 1000).toISOString();

/** File volumes are not copied by drctl: what is not drilled is said by who asks for it. */
function requireCopies(set: RecoverySet, { options }: DrillContext): Result<void, Problem> {
  const files = groupVolumes(set)
    .filter(({ kind }) => kind === 'file')
    .map(({ handle }) => handle);
  if (files.length === 0 || options.withoutNfs) return ok(undefined);
  const remedy = `volumes ${files.join(', ')} are on NFS, and a drill copies none of them; say --without-nfs to drill the others`;
  return failed({ kind: 'invalid-request', field: '--without-nfs', value: 'not given', remedy });
}
