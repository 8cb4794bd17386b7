import {
  formatRef,
  releaseGroup,
  removeGate,
  unprotectGroup,
  type Kept,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { onGroup } from './session.js';
import { stop } from './stop.js';

export interface ReleaseOptions extends CommonOptions, DirectionOptions {
  readonly yes: boolean;
}

/** `drctl release GROUP`: the one way back to `Delete`. */
export const runRelease = (bench: Workbench, group: string, options: ReleaseOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, async ({ source, target, signal }) => {
    const { terminal } = bench;
    if (!options.yes && !(await isMeant(terminal, group))) {
      terminal.err(`refused: release was not confirmed; type the group's name, or say --yes`);
      return EXIT.refused;
    }
    const released = await releaseGroup({ source: source.objects, peer: target.objects, group }, signal);
    const open = released.ok ? await removeGate(source.objects, group, signal) : released;
    if (!open.ok) return stop(terminal, [open.problem]);
    const talk = 'have their old policy back: deleting a claim may delete its data again';
    return tell(terminal, released, { options, talk });
  });

/** `drctl unprotect GROUP`: nobody's group any more; Retain stays. */
export const runUnprotect = (bench: Workbench, group: string, options: ReleaseOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, async ({ source, signal }) => {
    const done = await unprotectGroup({ source: source.objects, group }, signal);
    const open = done.ok ? await removeGate(source.objects, group, signal) : done;
    if (!open.ok) return stop(bench.terminal, [open.problem]);
    const talk =
      'are in no group any more, and stay Retain: protect the group again and release it to change that';
    return tell(bench.terminal, done, { options, talk });
  });

const isMeant = async (terminal: Terminal, group: string): Promise<boolean> =>
  (await terminal.ask(
    `This gives volumes of group ${group} their old reclaim policy back. Type its name: `,
  )) === group;

function tell(
  terminal: Terminal,
  done: Result<readonly Kept[], Problem>,
  { options, talk }: { readonly options: CommonOptions; readonly talk: string },
): ExitCode {
  if (!done.ok) return stop(terminal, [done.problem]);
  const objects = done.value.map(({ object, original }) => ({ object: formatRef(object), original }));
  print(terminal, options.output, {
    table: () =>
      columns(
        ['OBJECT', 'ORIGINAL POLICY'],
        objects.map(({ object, original }) => [object, original]),
      ),
    names: () => objects.map(({ object }) => object),
    data: { objects },
  });
  terminal.err(`${objects.length} volumes and snapshots ${talk}`);
  return EXIT.ok;
}
