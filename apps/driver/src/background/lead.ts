import {
  formatKey,
  type AccessPathObjects,
  type CancelSignal,
  type ObjectKey,
  type PersistentVolumes,
} from '@twinsite/domain';
import type { Logger } from 'pino';
import { keepRecords, type KeeperParts } from './keep-records.js';
import { KeyedLoops } from './keyed-loops.js';
import { logDefect } from './log-defect.js';
import { startLoop, type Loop } from './loop.js';

export interface LeaderParts extends KeeperParts {
  readonly objects: Pick<AccessPathObjects, 'list' | 'onChange'>;
  readonly volumes: Pick<PersistentVolumes, 'onChange'>;
  /** One pass over one AccessPath; answers when to come again (ms). */
  readonly reconcile: (
    key: ObjectKey,
    signal: AbortSignal,
  ) => Promise<{ readonly again: number | undefined }>;
  readonly passed: (outcome: 'again' | 'done' | 'failed', ms: number) => void;
  /** Calls back when the arrays are others than before; the value ends it. */
  readonly onArrays: (listener: () => void) => () => void;
  readonly log: Logger;
}

/** A pass may come again at once; this much lies between two all the same. */
const GAP_MS = 200;
const REST_MS = 60_000;
const ALL_MS = 300_000;
/** Shorter than a mark on the array must have been read before anything rests on it (docs/adr/0020). */
const PASS_MS = 45_000;

/** What only one controller of a cluster does, until the signal fires: AccessPaths and the records of volumes. */
export async function lead(parts: LeaderParts, signal: CancelSignal): Promise<void> {
  const paths = pathLoops(parts);
  const records = keepRecords(parts);
  const all = startLookingAt(parts, (key) => paths.kick(key));
  const ends = [
    parts.objects.onChange((key) => paths.kick(formatKey(key))),
    parts.volumes.onChange(() => records.kick()),
    parts.onArrays(() => {
      all.kick();
      records.kick();
    }),
  ];
  await fired(signal);
  for (const end of ends) end();
  await all.stop();
  await Promise.all([paths.stop(), records.stop()]);
}

/** Each object has its own rhythm; this is for one whose change nobody has heard of. */
function startLookingAt({ objects, log }: LeaderParts, kick: (key: string) => void): Loop {
  return startLoop({
    everyMs: ALL_MS,
    gapMs: GAP_MS,
    limitMs: ALL_MS,
    onDefect: (error) => logDefect(log, error),
    pass: () => {
      const listed = objects.list();
      for (const { key } of listed.ok ? listed.value : []) kick(formatKey(key));
      return Promise.resolve(undefined);
    },
  });
}

function pathLoops({ reconcile, passed, log }: LeaderParts): KeyedLoops {
  return new KeyedLoops({
    everyMs: REST_MS,
    gapMs: GAP_MS,
    limitMs: PASS_MS,
    onDefect: (error) => logDefect(log, error),
    pass: async (name, signal) => {
      const begun = performance.now();
      let outcome: Parameters<LeaderParts['passed']>[0] = 'failed';
      try {
        const { again } = await reconcile(keyOf(name), signal);
        outcome = again === undefined ? 'done' : 'again';
        return again ?? 'done';
      } finally {
        passed(outcome, performance.now() - begun);
      }
    },
  });
}

/** Names of Kubernetes have no slash. */
function keyOf(text: string): ObjectKey {
  const [namespace = '', name = ''] = text.split('/');
  return { namespace, name };
}

function fired(signal: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', resolve);
  });
}
