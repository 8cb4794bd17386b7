import { KINDS, type Kind } from './application.js';
import { moved, type Moved } from './drctl-move.js';
import { keyOf, lateOf, missingOf, overwrittenOf, recordsOf, type Takeover } from './records.js';
import { firstStarts, seenOn, untilWriting, type Starts } from './seen.js';
import { inFile, onStorage } from './storage.js';
import type { World } from './world.js';

/** What an act has to show. */
export interface Run {
  /** Acknowledged records that are missing, torn or somebody else's. */
  readonly lost: number;
  /** Records of the former owner that landed after the fence. */
  readonly doubleWrites: number;
  /** From the cut to the last kind of storage on which the first new record was acknowledged. */
  readonly rtoMs?: number;
  readonly rtoByKind?: Readonly<Record<Kind, number>>;
  readonly refusals: readonly string[];
  /** By drctl's report. */
  readonly phases?: Readonly<Record<string, number>>;
  readonly fenceMs?: number | undefined;
  readonly drainMs?: number | undefined;
  /** The whole command, and how often it had to be given. */
  readonly ms?: number;
  readonly tries?: number;
}

/** B has taken the group from A, and writes. */
export interface Taken {
  readonly moved: Moved;
  readonly cutAt: number;
  readonly rtoMs: Readonly<Record<Kind, number>>;
  readonly takeovers: Readonly<Record<Kind, Takeover>>;
}

/** `drctl failover` at B until B's application has acknowledged its first records. */
export async function takeOver(world: World, cutAt: number, words: readonly string[] = []): Promise<Taken> {
  const { report, b } = world;
  const move = await moved(world, 'failover', ...words);
  const starts = await firstStarts(world, b, cutAt);
  const takeovers = {
    block: await takeoverOf(world, move, starts.block),
    file: await takeoverOf(world, move, starts.file),
  };
  const rtoMs = { block: starts.block.firstAt - cutAt, file: starts.file.firstAt - cutAt };
  const seen = KINDS.map((kind) => `${kind}: record ${starts[kind].first} after ${rtoMs[kind]} ms`);
  report.check('B writes on', true, seen.join(', '));
  return { moved: move, cutAt, rtoMs, takeovers };
}

/** Of A's own word, once it can be asked again. */
export async function claimSilence(world: World, { moved: { fencedAt } }: Taken): Promise<void> {
  const seen = await seenOn(world, world.a);
  const late = seen.filter(({ next, first, lastAt }) => next > first && lastAt > fencedAt);
  world.report.check('A has acknowledged nothing after the fence', late.length === 0, JSON.stringify(late));
}

async function takeoverOf(
  world: World,
  { fencedAt }: Moved,
  { kind, first }: Starts[Kind],
): Promise<Takeover> {
  const from = world.a.node;
  const records = (await onStorage(world, kind)).filter(({ writer }) => writer === from);
  return { from, fencedAt, first, landed: new Set(records.map(keyOf)) };
}

/** Records of A that landed after the fence, by the content of the storage itself, and in the file as B reads it. */
export async function doubleWrites(
  world: World,
  { takeovers }: Taken,
  { on, until }: { readonly on: World['a']; readonly until?: number },
): Promise<number> {
  let sum = 0;
  for (const kind of KINDS) {
    const records = await onStorage(world, kind);
    const late = lateOf(records, takeovers[kind], until);
    const over = overwrittenOf(await inFile(on, kind), takeovers[kind], until);
    const seen = `${records.length} records on the storage, ${late.length} late ${JSON.stringify(late.slice(0, 3))}, ${over} over B’s`;
    world.report.check(`${kind}: nothing of A landed after the fence`, late.length + over === 0, seen);
    sum += late.length + over;
  }
  return sum;
}

/** Records on the storage that a cluster wrote after a fence. */
export async function writtenAfter(world: World, { node }: World['a'], fencedAt: number): Promise<number> {
  const all = [...(await onStorage(world, 'block')), ...(await onStorage(world, 'file'))];
  return all.filter(({ writer, at }) => writer === node && at > fencedAt).length;
}

/** Acknowledged records of both clusters that the owner does not read. */
export async function lostOn(world: World, owner: World['a']): Promise<number> {
  let lost = 0;
  for (const kind of KINDS) lost += await lostOf(world, owner, { kind });
  return lost;
}

/** The same of one kind of storage; `through`: the one gateway that is left to it. */
export async function lostOf(
  world: World,
  owner: World['a'],
  { kind, through }: { readonly kind: Kind; readonly through?: string },
): Promise<number> {
  const acknowledged = [...(await seenOn(world, world.a)), ...(await seenOn(world, world.b))];
  const ours = acknowledged.filter((one) => one.kind === kind);
  const missing = missingOf(ours, await inFile(owner, kind));
  const how = through === undefined ? '' : ` through ${through}`;
  const seen = `${recordsOf(ours)} acknowledged by ${ours.length} starts, ${missing} missing`;
  const claim = `${kind}: ${owner.node} reads every acknowledged record${how}`;
  world.report.check(claim, missing === 0, seen);
  return missing;
}

/** The way home, under load: ms until A has acknowledged its first new record. */
export async function goHome(world: World): Promise<Moved & { readonly rtoMs: number }> {
  const { a, b } = world;
  await untilWriting(world, b);
  const move = await moved(world, 'failback');
  const starts = await firstStarts(world, a, move.begunAt);
  // It stops in good order after that: what counts is how long nobody wrote.
  const ended = Math.max(...(await seenOn(world, b)).map(({ lastAt }) => lastAt));
  const rtoMs = Math.max(starts.block.firstAt, starts.file.firstAt) - ended;
  return { ...move, rtoMs };
}
