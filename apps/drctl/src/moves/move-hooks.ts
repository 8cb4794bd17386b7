import {
  runHooks,
  type Hook,
  type HookMoment,
  type HookReport,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import type { GroupSettings } from '../config/drctl-config.js';
import type { Terminal } from '../terminal.js';
import type { MoveContext } from './move-context.js';

/** Runs the hooks of the source: namespaces are those of drctl.yaml. */
export const hooksOnSource = (
  { bench, session: { source, group, signal } }: MoveContext,
  when: HookMoment,
): Promise<Result<number, Problem>> =>
  runHooks(
    { runner: source.hooks, clock: systemClock, onDone: teller(bench.terminal) },
    { hooks: group.hooks, when },
    signal,
  );

/** Runs the hooks of the target: namespaces have the names that they have there. */
export const hooksOnTarget = (
  { bench, session: { target, group, signal } }: MoveContext,
  when: HookMoment,
): Promise<Result<number, Problem>> =>
  runHooks(
    { runner: target.hooks, clock: systemClock, onDone: teller(bench.terminal) },
    { hooks: adaptedHooks(group), when },
    signal,
  );

/** The hooks of a group as they are run on the other cluster. */
export const adaptedHooks = ({ hooks, namespaceMapping }: GroupSettings): readonly Hook[] =>
  hooks.map((hook) => {
    if (hook.action.kind !== 'exec') return hook;
    const { namespace } = hook.action;
    return { ...hook, action: { ...hook.action, namespace: namespaceMapping.get(namespace) ?? namespace } };
  });

const teller =
  (terminal: Terminal) =>
  ({ hook: { name, when, onError }, ms, fault }: HookReport): void => {
    if (fault === undefined) {
      terminal.err(`hook ${name} (${when}): ok, ${Math.round(ms)} ms`);
      return;
    }
    const next = onError === 'continue' ? '; the move goes on all the same' : '';
    terminal.err(`hook ${name} (${when}): failed after ${Math.round(ms)} ms: ${fault.detail}${next}`);
    for (const line of (fault.output ?? '').split('\n'))
      if (line !== '') terminal.err(`hook ${name} | ${line}`);
  };
