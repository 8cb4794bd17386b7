import {
  canonicalJson,
  syncGroup,
  verifyBundle,
  type Problem,
  type ReadSet,
  type Result,
  type SyncReport,
} from '@twinsite/domain';
import { OperationsDirectory } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { CommonOptions, DirectionOptions, ProgressOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { progressOn } from '../render/progress.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { backUp } from './backup.js';
import { fingerprint } from './fingerprint.js';
import { gateSource, gateTarget } from './gates.js';
import { findBundle } from './find-bundle.js';
import { openKeys } from './keys.js';
import { tellGaps } from './tell-gaps.js';
import { readSet } from './read-set.js';
import { adaptationFor } from './restore-input.js';
import { onGroup, type GroupSession } from './session.js';
import { exitOf } from './exit-of.js';
import { stop } from './stop.js';
import { refusalOfSource } from './source-owns.js';
import { openStore } from './store.js';
import { sourceChanged } from './source-changes.js';

export interface SyncOptions extends CommonOptions, DirectionOptions, ProgressOptions {
  readonly watch: boolean;
  readonly warm: boolean;
  readonly conflict: 'fail' | 'adopt' | 'replace-metadata';
  readonly wait: number;
  /** Seconds between full passes while watching. */
  readonly resync: number;
}

/** `drctl sync GROUP`: the store, and with `--warm` the standby, are brought to what the source is. */
export const runSync = (bench: Workbench, group: string, options: SyncOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, async (session) => {
    const first = await pass(bench, session, options);
    if (!options.watch) return first;
    return follow(bench, session, options);
  });

/** Passes until the operator interrupts or the time is over: after each change, and now and then without one. */
async function follow(bench: Workbench, session: GroupSession, options: SyncOptions): Promise<ExitCode> {
  const { terminal } = bench;
  const isOver = (): boolean => session.signal.aborted;
  while (!isOver()) {
    const why = await sourceChanged(session, options.resync * 1000);
    if (isOver()) break;
    terminal.err(`sync: ${why}`);
    await pass(bench, session, options);
  }
  terminal.err('sync: stopped');
  return bench.interrupted.aborted ? EXIT.interrupted : EXIT.ok;
}

async function pass(bench: Workbench, session: GroupSession, options: SyncOptions): Promise<ExitCode> {
  const { terminal } = bench;
  const readAt = performance.now();
  const refusal = await refusalOfSource(bench, session);
  if (refusal !== undefined) return stop(terminal, [refusal]);
  const set = await readSet(session, session.source);
  if (!set.ok) return stop(terminal, [set.problem]);
  tellGaps(terminal, set.value);
  const kept = await refreshStore(terminal, session, set.value);
  if (kept !== EXIT.ok || !options.warm) return kept;
  const warmed = await warm(bench, { session, set: set.value }, options);
  if (warmed !== EXIT.ok) return warmed;
  const gated = await gateBoth(bench, session, set.value);
  if (!gated.ok) return stop(terminal, [gated.problem]);
  const lagMs = Math.round(performance.now() - readAt);
  terminal.err(`sync: the standby is as the source was ${lagMs} ms ago`);
  return EXIT.ok;
}

/** Nobody but drctl starts the group on the standby. */
async function gateBoth(
  bench: Workbench,
  session: GroupSession,
  set: ReadSet,
): Promise<Result<void, Problem>> {
  const shut = await gateTarget(bench, session, [set, 'passive']);
  return shut.ok ? gateSource(bench, session, [set, 'active']) : shut;
}

/** A new bundle only where the state is another one than the newest bundle has. */
async function refreshStore(terminal: Terminal, session: GroupSession, set: ReadSet): Promise<ExitCode> {
  const { config, signal } = session;
  if (config.store === undefined) return EXIT.ok;
  const [store, keys] = [await openStore(config.store), await openKeys(config.keys)];
  if (store.ok && keys.ok) {
    const newest = await findBundle(store.value, { path: undefined, group: set.group }, signal);
    const opened = newest.ok
      ? await verifyBundle(newest.value.files, keys.value, { now: Date.now(), acceptGaps: true })
      : undefined;
    const state = canonicalJson({ ...set, listVersions: undefined });
    if (opened?.ok === true && canonicalJson(opened.value.set) === state) {
      terminal.err(`sync: bundle ${opened.value.manifest.counter} has this state already`);
      return EXIT.ok;
    }
  }
  return backUp(terminal, session, set);
}

async function warm(
  { terminal }: Workbench,
  { session, set }: { readonly session: GroupSession; readonly set: ReadSet },
  options: SyncOptions,
): Promise<ExitCode> {
  const operation = await beginSync(session, options);
  if (!operation.ok) return stop(terminal, [operation.problem]);
  const { journal } = operation.value;
  const { target, group, signal } = session;
  const ports = {
    target: target.objects,
    journal,
    clock: systemClock,
    progress: progressOn(terminal, options.progress),
  };
  const order = {
    set,
    adaptation: adaptationFor(group, 'standby'),
    conflict: options.conflict,
    acceptGaps: true,
    waitMs: options.wait * 1000,
  };
  try {
    const report = await syncGroup(ports, order, signal);
    const outcome = report.ok ? report.value.outcome : 'partial';
    const ended = await journal.append({ type: 'end', outcome });
    if (!report.ok) return stop(terminal, [report.problem]);
    if (!ended.ok) return stop(terminal, [ended.problem]);
    return tell(terminal, report.value);
  } finally {
    await operation.value.close();
  }
}

function beginSync({ config, group, source, target }: GroupSession, { conflict }: SyncOptions) {
  const [from, to] = [source.settings.id, target.settings.id];
  return new OperationsDirectory(config.state, systemClock).begin({
    verb: 'sync',
    group: group.name,
    fingerprint: fingerprint(canonicalJson({ from, to, conflict })),
    facts: { from, to, conflict },
  });
}

function tell(terminal: Terminal, { outcome, done, problems, pruned, claims }: SyncReport): ExitCode {
  const count = (action: 'create' | 'update' | 'patch' | 'free' | 'replace'): number => done.get(action) ?? 0;
  const written = count('create') + count('update') + count('patch') + count('free') + count('replace');
  if (outcome !== 'complete') {
    const code = stop(terminal, problems);
    return outcome === 'refused'
      ? code
      : problems.some((one) => exitOf(one) === EXIT.timeout)
        ? EXIT.timeout
        : EXIT.partial;
  }
  terminal.err(
    `sync: ${written} written, ${done.get('none') ?? 0} as they were, ${pruned.length} removed, ${claims} claims proved`,
  );
  return EXIT.ok;
}
