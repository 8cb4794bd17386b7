import type { RecoverySet } from '@twinsite/domain';
import type { ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { provedBundle } from './proved-bundle.js';
import type { GroupSession } from './session.js';
import { stop, stopForConfig } from './stop.js';

/** What belongs to the group by its newest bundle, or the one that is named: its own cluster may be dark. */
export async function setOfBundle(
  terminal: Terminal,
  { config, group, signal }: GroupSession,
  path: string | undefined,
): Promise<RecoverySet | ExitCode> {
  const wanted = { path, group: group.name, acceptOlder: false, acceptGaps: true };
  const proved = await provedBundle(config, wanted, signal);
  if (proved.kind === 'config') return stopForConfig(terminal, proved.problems);
  if (proved.kind === 'missing') return stop(terminal, [proved.problem]);
  if (proved.kind === 'unproved') return stop(terminal, proved.problems);
  return proved.bundle.set;
}
