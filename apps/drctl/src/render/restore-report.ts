import { describeProblem, type RestoreReport } from '@twinsite/domain';
import type { Terminal } from '../terminal.js';
import { columns } from './columns.js';
import type { Answer } from './print.js';

export function reportAnswer({ outcome, done, claims, problems }: RestoreReport, operation: string): Answer {
  const counts = [...done].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    table: () =>
      columns(
        ['DONE', 'OBJECTS'],
        [...counts.map(([action, count]) => [action, String(count)]), ['claims proved', String(claims)]],
      ),
    names: () => [operation],
    data: {
      operation,
      outcome,
      done: Object.fromEntries(counts),
      claims,
      problems: problems.map(describeProblem),
    },
  };
}

export function sayOutcome(
  terminal: Terminal,
  { outcome, claims, problems, plan }: RestoreReport,
  group: string,
): void {
  for (const { action, wanted, note } of plan.steps) {
    if (action === 'leave' || action === 'hold')
      terminal.err(`note: ${action} ${wanted.kind} ${wanted.metadata.name}: ${note ?? ''}`);
  }
  if (outcome === 'complete') {
    terminal.err(`group ${group} is there: ${claims} claims are proved to be bound to their own volumes`);
    return;
  }
  for (const problem of problems) terminal.err(`problem: ${describeProblem(problem)}`);
  terminal.err(`group ${group} is partly there, and nothing is lost; repeat the same command to go on`);
}
