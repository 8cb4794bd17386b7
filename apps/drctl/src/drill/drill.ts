import { randomUUID } from 'node:crypto';
import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { OperationsDirectory, type Operation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { fingerprint } from '../actions/fingerprint.js';
import { onArrays } from '../actions/on-arrays.js';
import { onGroup } from '../actions/session.js';
import { stop } from '../actions/stop.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Workbench } from '../workbench.js';
import type { DrillContext, DrillOptions } from './drill-context.js';
import { drillNow } from './drill-now.js';
import { endDrill } from './end-drill.js';
import { endJournals, findDrills, overNow } from './find-drills.js';

/** `drctl drill GROUP`: the group runs on the other cluster on copies of its volumes, seen by nobody, and is taken away again. */
export const runDrill = (bench: Workbench, group: string, options: DrillOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, (arrays) => entered({ bench, session, arrays, options })),
  );

async function entered(context: DrillContext): Promise<ExitCode> {
  const { bench, session, options } = context;
  const { config, group, target } = session;
  const operation = await new OperationsDirectory(config.state, systemClock).begin({
    verb: 'drill',
    group: group.name,
    // Nothing is gone on with: what was cut off is taken away.
    fingerprint: fingerprint(randomUUID()),
    facts: { to: target.settings.id, ...(options.end ? { only: 'end' } : {}) },
  });
  if (!operation.ok) return stop(bench.terminal, [operation.problem]);
  try {
    const code = await clearedAndDrilled(context, operation.value);
    const ended = await operation.value.journal.append({ type: 'end', outcome: `exit ${code}` });
    return ended.ok ? code : stop(bench.terminal, [ended.problem]);
  } finally {
    await operation.value.close();
  }
}

async function clearedAndDrilled(context: DrillContext, operation: Operation): Promise<ExitCode> {
  const { bench, options } = context;
  const cleared = await clear(context, operation.id);
  if (!cleared.ok) return stop(bench.terminal, [cleared.problem]);
  if (!options.end) return drillNow(context, operation);
  bench.terminal.err(
    `cluster ${context.session.target.settings.id} has no drill of group ${context.session.group.name}`,
  );
  return EXIT.ok;
}

/** Ends what was cut off on this host, and what is over; with `--end` all. Another drill that runs is not this one’s to end. */
async function clear(context: DrillContext, own: string): Promise<Result<void, Problem>> {
  const { session, options } = context;
  const { group, target, signal } = session;
  const found = await findDrills(session, own);
  if (!found.ok) return found;
  const { cutOff, there } = found.value;
  const theirs = options.end ? there.map(({ id }) => id) : overNow(there);
  for (const id of [...cutOff, ...theirs]) {
    const gone = await endDrill(context, id, signal);
    if (!gone.ok) return gone;
  }
  const ended = await endJournals(session, own);
  if (!ended.ok) return ended;
  const running = there.find(({ id }) => !theirs.includes(id));
  if (running === undefined) return ok(undefined);
  return failed({ kind: 'drill-running', group: group.name, cluster: target.settings.id, ...running });
}
