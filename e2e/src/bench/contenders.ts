import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClusterObject } from '@twinsite/domain';
import { adaptObject, type RecoverySet } from '@twinsite/domain';
import { byVerb, isWrite, type AuditedCall } from './audit-log.js';
import { bundled, type RestoreWorld } from './restore-world.js';
import { allBoundMs } from './all-bound.js';

export interface ContenderRun {
  readonly contender: string;
  readonly claims: number;
  readonly objects: number;
  /** Until the last claim was made, ms. drctl starts workloads only after all are bound, so the last of all objects compares nothing. */
  readonly appliedMs: number;
  /** Until every claim was bound, ms. */
  readonly boundMs: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly writes: number;
  readonly rssMb?: number;
}

const SLOW_MS = 400_000;

/** `drctl restore`, cold or on a warm standby; the audit log tells when its last write was answered. */
export async function drctlRun(
  world: RestoreWorld,
  set: RecoverySet,
  { contender, words }: { readonly contender: string; readonly words: readonly string[] },
): Promise<ContenderRun> {
  const file = await bundled(world, set);
  let rssMb = 0;
  const restore = async (): Promise<void> => {
    const argv = ['restore', set.group, ...words, '--progress', 'none', '-c', file];
    const ran = await world.drctl.run(argv, world.signal);
    if (ran.code !== 0) throw new Error(`drctl restore ended with ${String(ran.code)}: ${ran.err}`);
    rssMb = Math.round(ran.rssMb);
  };
  return { ...(await timedRun(world, set, { contender, program: 'drctl', work: restore })), rssMb };
}

/** The article's way: one kubectl for each object, one after the other. */
export async function serialRun(world: RestoreWorld, set: RecoverySet): Promise<ContenderRun> {
  const files = await manifests(world, set);
  const work = async (): Promise<void> => {
    for (const file of files) await world.kubectl.run(['create', '-f', file]);
  };
  return timedRun(world, set, { contender: 'kubectl create, one by one', program: 'kubectl', work });
}

/** One kubectl for a directory. */
export async function directoryRun(world: RestoreWorld, set: RecoverySet): Promise<ContenderRun> {
  const [first = ''] = await manifests(world, set);
  const work = async (): Promise<void> => {
    await world.kubectl.run(['apply', '-f', dirname(first)], { deadlineMs: SLOW_MS });
  };
  return timedRun(world, set, { contender: 'kubectl apply -f directory', program: 'kubectl', work });
}

interface Contest {
  readonly contender: string;
  /** How its user agent begins. */
  readonly program: string;
  readonly work: () => Promise<void>;
}

async function timedRun(
  world: RestoreWorld,
  set: RecoverySet,
  { contender, program, work }: Contest,
): Promise<ContenderRun> {
  await world.audit.since(program);
  const begun = Date.now();
  const [boundMs] = await Promise.all([allBoundMs(world, set, begun), work()]);
  const calls = await world.audit.since(program);
  return runOf(contender, set, { begun, boundMs, calls });
}

interface Seen {
  readonly begun: number;
  readonly boundMs: number;
  readonly calls: readonly AuditedCall[];
}

function runOf(contender: string, set: RecoverySet, { begun, boundMs, calls }: Seen): ContenderRun {
  const writes = calls.filter(isWrite);
  const claimWrites = writes.filter(({ resource }) => resource === 'persistentvolumeclaims');
  const appliedMs = Math.max(begun, ...claimWrites.map(({ endedAt }) => endedAt)) - begun;
  const claims = set.objects.filter(({ layer }) => layer === 'claim').length;
  return {
    contender,
    claims,
    objects: set.objects.length,
    appliedMs: Math.round(appliedMs),
    boundMs: Math.round(boundMs),
    calls: byVerb(calls),
    writes: writes.length,
  };
}

/** Files in the order of layers, as somebody would have prepared them with care. */
async function manifests({ directory }: RestoreWorld, set: RecoverySet): Promise<readonly string[]> {
  const folder = join(directory, `manifests-${set.group}`);
  await mkdir(folder);
  const files: string[] = [];
  for (const [index, { object }] of set.objects.entries()) {
    const file = join(folder, `${String(index).padStart(5, '0')}.json`);
    await writeFile(file, JSON.stringify(made(object, set.group)));
    files.push(file);
  }
  return files;
}

const made = (object: ClusterObject, group: string): ClusterObject =>
  adaptObject(object, { group, workloads: 'running' });
