import {
  type Adaptation,
  type ConflictPolicy,
  type OpenBundle,
  type RestoreLimits,
  type RestoreOrder,
} from '@twinsite/domain';
import type { CommonOptions, DirectionOptions, ProgressOptions } from '../commands/options.js';
import type { GroupSettings } from '../config/drctl-config.js';
import type { ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { provedBundle } from './proved-bundle.js';
import type { GroupSession } from './session.js';
import { stop, stopForConfig } from './stop.js';

export interface RestoreOptions extends CommonOptions, DirectionOptions, ProgressOptions {
  readonly bundle?: string;
  readonly counter?: number;
  readonly maxAge?: number;
  readonly acceptOlder: boolean;
  readonly acceptGaps: boolean;
  readonly conflict: ConflictPolicy;
  readonly start: boolean;
  readonly sourceStopped?: string;
  readonly wait: number;
}

export interface RestoreInput {
  readonly bundle: OpenBundle;
  readonly place: string;
  readonly order: RestoreOrder & RestoreLimits;
}

/** The proved bundle that is to be restored, and how; or the exit code of why not. */
export async function restoreInput(
  terminal: Terminal,
  { config, group, signal }: GroupSession,
  options: RestoreOptions,
): Promise<RestoreInput | ExitCode> {
  const { bundle: path, counter, maxAge, acceptOlder } = options;
  const wanted = { path, counter, group: group.name, maxAge, acceptOlder, acceptGaps: options.acceptGaps };
  const proved = await provedBundle(config, wanted, signal);
  if (proved.kind === 'config') return stopForConfig(terminal, proved.problems);
  if (proved.kind === 'missing') return stop(terminal, [proved.problem]);
  if (proved.kind === 'unproved') return stop(terminal, proved.problems);
  const adaptation = adaptationFor(group, options.start ? 'running' : 'standby');
  const { conflict, acceptGaps } = options;
  const order = { set: proved.bundle.set, adaptation, conflict, acceptGaps, waitMs: options.wait * 1000 };
  return { bundle: proved.bundle, place: proved.place, order };
}

export const adaptationFor = (
  { name, namespaceMapping, storageClassMapping, suspendRules }: GroupSettings,
  workloads: Adaptation['workloads'],
): Adaptation => ({
  group: name,
  namespaces: namespaceMapping,
  storageClasses: storageClassMapping,
  suspendRules,
  workloads,
});
