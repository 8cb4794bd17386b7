import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../host/cache.js';
import { ensurePrerequisites } from '../host/prerequisites.js';
import { guestPrograms } from '../host/guest-programs.js';
import { guestRoot, PLAIN_GUESTS } from '../host/guest-root.js';
import { ifMissing } from '../host/if-missing.js';
import { LabRefused } from '../host/lab-refused.js';
import { sayOnStderr as say } from '../host/progress.js';
import { stageGuestFiles } from '../lab.js';
import { createNetwork, enter } from '../network/namespaces.js';
import type { Storage } from '../network/storage.js';
import { FABRIC } from '../network/topology.js';
import { tryLabLock } from '../run-dir/lab-lock.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import { sweep } from '../run-dir/sweep.js';
import { scenarioNamed } from '../scenarios/scenario-named.js';
import type { InsideOrder, InsideOutcome, ScenarioOrder } from './inside.js';
import type { Program } from './program.js';
import { Stopped } from './stop-signal.js';

export interface Session {
  /** Exit code of the inner half. */
  readonly code: number;
  readonly outcome: InsideOutcome | undefined;
}

/** A lab to play with. */
export interface StayUpOrder {
  readonly storage: Storage;
}

/** A gentle stop of the inner half takes its guests and monitors down; after this it is killed and swept. */
const STOP_MS = 30_000;

/** Makes the machine ready, runs one order inside the lab's namespace and always leaves the machine clean. */
export async function runSession(
  program: Program,
  ordered: ScenarioOrder | StayUpOrder,
  onUp: () => void,
  stop: AbortSignal,
): Promise<Session> {
  const told = 'name' in ordered ? scenarioNamed(ordered.name, program.scenarios) : undefined;
  await ensurePrerequisites(told?.needs ?? [], say, stop);
  await told?.prepare?.(say, stop);
  const lock = await tryLabLock();
  if (lock === undefined)
    throw new LabRefused('a lab is already running on this machine: `npm run lab -- down` ends it');
  const run = new RunDirectory();
  try {
    await sweep(run);
    const root = await guestRoot(program.labDirectory, told?.guests ?? PLAIN_GUESTS, say, stop);
    const programs = await guestPrograms(program.labDirectory, say, stop);
    await run.create();
    await stageGuestFiles(program.labDirectory, programs, run.guestFiles);
    await createNetwork(stop);
    const order = { ...('name' in ordered ? { scenario: ordered } : ordered), root, runDirectory: run.path };
    return await runInner(program, order, onUp, stop);
  } finally {
    await keepLogs(run);
    await sweep(run);
    await lock.release();
  }
}

/** The machine is left clean, but why a run failed can still be read. */
async function keepLogs(run: RunDirectory): Promise<void> {
  const kept = join(cacheDirectory(), `last-${run.name}-logs`);
  await rm(kept, { recursive: true, force: true });
  await ifMissing(cp(run.logs, kept, { recursive: true }), undefined);
}

async function runInner(
  program: Program,
  order: InsideOrder,
  onUp: () => void,
  stop: AbortSignal,
): Promise<Session> {
  const [nsenter, ...words] = enter(FABRIC);
  const inner = [
    process.execPath,
    '--enable-source-maps',
    program.file,
    'internal-inside',
    JSON.stringify(order),
  ];
  const child = spawn(nsenter, [...words, ...inner], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  let outcome: InsideOutcome | undefined;
  child.on('message', (message) => {
    if (message === 'up') onUp();
    else outcome = message as InsideOutcome;
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const stopping = stopOnSignal(child, stop);
  const [code] = await ended;
  stopping();
  return { code: code ?? 70, outcome };
}

function stopOnSignal(child: ChildProcess, stop: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    // The signal decides the exit code, and the inner half has not heard it when it went to the outer one alone.
    child.kill(stop.reason instanceof Stopped ? stop.reason.signalName : 'SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return () => {
    clearTimeout(timer);
    stop.removeEventListener('abort', begin);
  };
}
