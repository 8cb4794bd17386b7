import { formatRef, protectGroup } from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { print } from '../render/print.js';
import { setAnswer } from '../render/set-table.js';
import type { Workbench } from '../workbench.js';
import { backUp } from './backup.js';
import { readSet } from './read-set.js';
import { onGroup, type GroupSession } from './session.js';
import { refusalOfSource } from './source-owns.js';
import { stop } from './stop.js';
import { tellGaps } from './tell-gaps.js';

export interface ProtectOptions extends CommonOptions, DirectionOptions {
  /** False with `--no-backup`. */
  readonly backup: boolean;
}

/** `drctl protect GROUP`: what belongs to it, Retain on every volume and snapshot, and a first bundle. */
export const runProtect = (bench: Workbench, group: string, options: ProtectOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) => protect(bench, session, options));

async function protect(
  bench: Workbench,
  session: GroupSession,
  { output, backup }: ProtectOptions,
): Promise<ExitCode> {
  const { terminal } = bench;
  const { source, signal } = session;
  const refusal = await refusalOfSource(bench, session);
  if (refusal !== undefined) return stop(terminal, [refusal]);
  const set = await readSet(session, source);
  if (!set.ok) return stop(terminal, [set.problem]);
  const kept = await protectGroup({ source: source.objects, set: set.value }, signal);
  if (!kept.ok) return stop(terminal, [kept.problem]);
  const retained = kept.value.map(({ object, original }) => ({ object: formatRef(object), original }));
  print(terminal, output, setAnswer(set.value, { retained }));
  terminal.err(
    `group ${set.value.group} is protected on cluster ${source.settings.id}: ${set.value.objects.length} objects, Retain on ${retained.length} volumes and snapshots, read back`,
  );
  const complete = tellGaps(terminal, set.value);
  if (!backup || session.config.store === undefined) {
    terminal.err(`next: drctl backup ${set.value.group}`);
    return complete;
  }
  const code = await backUp(terminal, session, set.value);
  return code === EXIT.ok ? complete : code;
}
