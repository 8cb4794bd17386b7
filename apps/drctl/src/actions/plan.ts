import { dryRun, isWrite, readPlan, type DryRun } from '@twinsite/domain';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { planAnswer } from '../render/plan-table.js';
import { print } from '../render/print.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { writePlanFile } from './plan-file.js';
import { plannedNow } from './planned-now.js';
import { restoreInput, type RestoreOptions } from './restore-input.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

export interface PlanOptions extends RestoreOptions {
  readonly out?: string;
  readonly exitCode: boolean;
}

/** `drctl plan GROUP`: what `restore` would do, checked by the server as far as it can be. Changes nothing. */
export const runPlanCommand = (bench: Workbench, group: string, options: PlanOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) => plan(bench, session, options));

async function plan({ terminal }: Workbench, session: GroupSession, options: PlanOptions): Promise<ExitCode> {
  const { target, signal } = session;
  const input = await restoreInput(terminal, session, options);
  if (typeof input === 'number') return input;
  const read = await readPlan(target.objects, input.order, signal);
  if (!read.ok) return stop(terminal, [read.problem]);
  const refused = read.value.refusals.length > 0;
  const tried = refused ? undefined : await dryRun(target.objects, read.value, signal);
  print(terminal, options.output, planAnswer(read.value, tried));
  const problems = [...read.value.refusals, ...(tried?.problems ?? [])];
  if (problems.length > 0) return stop(terminal, problems);
  const writes = read.value.steps.filter(isWrite).length;
  tell(terminal, { writes, tried, cluster: target.settings.id });
  if (options.out !== undefined) {
    await writePlanFile(options.out, await plannedNow(session, input, read.value));
    terminal.err(`next: drctl restore ${session.group.name} --plan ${options.out}`);
  }
  return options.exitCode && writes > 0 ? EXIT.changes : EXIT.ok;
}

interface Told {
  readonly writes: number;
  readonly tried: DryRun | undefined;
  readonly cluster: string;
}

function tell(terminal: Terminal, { writes, tried, cluster }: Told): void {
  const untried = tried?.untried ?? 0;
  const note = untried === 0 ? '' : `, ${untried} not yet: their namespace is to be made first`;
  terminal.err(`${writes} writes on cluster ${cluster}; the server has checked ${tried?.tried ?? 0}${note}`);
}
