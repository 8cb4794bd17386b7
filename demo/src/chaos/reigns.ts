import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalRecord } from '@twinsite/domain';
import type { ChaosWorld } from './chaos-world.js';
import type { SiteName } from '../recovery/write-check.js';

/** From then on only this site may write; undefined: nobody. Wall clock, ms. */
interface Turn {
  readonly at: number;
  readonly site: SiteName | undefined;
}

/** Who might write when, by what the operators' journals say they have done, in the order in which it happened. */
async function turnsOf(world: ChaosWorld): Promise<readonly Turn[]> {
  const turns: Turn[] = [{ at: 0, site: 'a' }];
  for (const state of ['state', 'state-2']) {
    const directory = join(world.directory, state, 'bank');
    const names = await readdir(directory).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.jsonl')))
      turns.push(...turnsIn(await readFile(join(directory, name), 'utf8')));
  }
  return turns.sort((one, other) => one.at - other.at);
}

function turnsIn(text: string): readonly Turn[] {
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalRecord);
  const facts = records.flatMap(({ at, entry }) =>
    entry.type === 'fact' ? [{ at: Date.parse(at), fact: entry.fact }] : [],
  );
  const declared = facts[0]?.fact;
  if (declared?.type !== 'declared') return [];
  const started = facts.find(({ fact }) => fact.type === 'start-begun');
  const fenced = facts.findLast(({ at, fact }) => fact.type === 'fenced' && at <= (started?.at ?? 0));
  if (started === undefined || fenced === undefined) return [];
  return [
    { at: fenced.at, site: undefined },
    { at: started.at, site: declared.to as SiteName },
  ];
}

export interface Violation {
  readonly at: number;
  readonly by: SiteName;
  readonly volumeId: number;
}

/** Writes that reached the pool from a site whose turn it was not, by the data plane's own log. */
export async function violationsOf(world: ChaosWorld): Promise<readonly Violation[]> {
  const turns = await turnsOf(world);
  const log = world.simulator.memory?.writeLog.entries() ?? [];
  return log.flatMap(({ executedAt, initiator, volumeId }) => {
    if (executedAt === undefined) return [];
    const turn = turns.findLast(({ at }) => at <= executedAt);
    const by: SiteName = initiator.endsWith('-a') ? 'a' : 'b';
    return turn === undefined || turn.site === by ? [] : [{ at: executedAt, by, volumeId }];
  });
}
