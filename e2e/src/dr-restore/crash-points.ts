import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sayOnStderr as say, timed, type Report } from '@twinsite/lab';
import { endState, takeAway } from './end-state.js';
import type { Operator } from './operator.js';
import { SHOP } from './shop.js';
import type { SiteCluster } from './site-cluster.js';

const LOOK_MS = 2;

export interface CrashWorld {
  readonly operator: Operator;
  readonly target: SiteCluster;
  readonly report: Report;
}

/** Records of the newest journal: so many has a restore written by now. */
async function recordsIn(state: string): Promise<number> {
  const directory = join(state, SHOP);
  const names = await readdir(directory).catch(() => [] as string[]);
  const newest = names
    .filter((name) => name.endsWith('-restore.jsonl'))
    .sort()
    .at(-1);
  if (newest === undefined) return 0;
  return (await readFile(join(directory, newest), 'utf8')).split('\n').length - 1;
}

/** Kills a restore when its journal has so many records, repeats it, and compares with one that was left alone; whether the kill came in time. */
export async function crashAt(
  { operator, target, report }: CrashWorld,
  record: number,
  wanted: string,
): Promise<boolean> {
  await takeAway(target.kubectl);
  await rm(operator.state, { recursive: true, force: true });
  const reached = async (ended: AbortSignal): Promise<void> => {
    while (!ended.aborted && (await recordsIn(operator.state)) < record) await wait(LOOK_MS);
  };
  const killed = await operator.runKilled(reached, 'restore', SHOP);
  const resumed = await operator.run('restore', SHOP);
  const state = await endState(target.kubectl);
  const inTime = killed.code === null;
  const how = inTime ? 'killed' : `ended by itself with ${String(killed.code)}`;
  const seen = `${how}, resumed with ${String(resumed.code)}: ${lastLine(resumed.err)}`;
  const other = state === wanted ? '' : `; ${firstDifference(state, wanted)}`;
  const same = (inTime || killed.code === 0) && resumed.code === 0 && state === wanted;
  report.check(`a restore that is killed after record ${record} ends the same`, same, `${seen}${other}`);
  return inTime;
}

/** So many records, spread by the seed over a journal of that length. */
export function sampleOf(
  length: number,
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly number[] {
  const chosen = new Set<number>();
  for (let state = seed; chosen.size < Math.min(count, length); ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    chosen.add(1 + (state % length));
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The state that a restore leaves when nobody disturbs it, and how long its journal is. */
export async function undisturbed({
  operator,
  target,
}: CrashWorld): Promise<{ state: string; records: number }> {
  await timed(say, 'a restore that nobody disturbs', () => operator.must('restore', SHOP));
  return { state: await endState(target.kubectl), records: await recordsIn(operator.state) };
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

function firstDifference(state: string, wanted: string): string {
  const [lines, others] = [state.split('\n'), wanted.split('\n')];
  const extra = lines.find((line) => !others.includes(line));
  const missing = others.find((line) => !lines.includes(line));
  return `there is ${extra ?? 'nothing more'}, there should be ${missing ?? 'nothing more'}`;
}
