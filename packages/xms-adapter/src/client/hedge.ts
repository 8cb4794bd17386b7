import { CancelSource, type CancelSignal } from '@twinsite/domain';

/** One of several ways to the same answer. */
export interface Attempt<T> {
  start(signal: CancelSignal): Promise<T>;
  /** Told when another way was faster, so that this one is not the first next time. */
  overtaken(): void;
}

/**
 * Tries the ways in their order; the next one begins when the one before has failed, or has said nothing for `patienceMs` (undefined: for ever). The
 * first good answer wins and the others are called off; without one, all answers come in the order of the ways.
 */
export async function hedge<T extends object>(
  ways: Iterable<Attempt<T>>,
  {
    patienceMs,
    isGood,
  }: { readonly patienceMs: number | undefined; readonly isGood: (answer: T) => boolean },
  signal: CancelSignal,
): Promise<readonly T[]> {
  const open = new Map<Attempt<T>, Running<T>>();
  const begun: Attempt<T>[] = [];
  const answers = new Map<Attempt<T>, T>();
  const queue = ways[Symbol.iterator]();
  let isLast = false;
  const settle = (good: T): readonly T[] => {
    for (const [way, running] of open) {
      way.overtaken();
      running.stop();
    }
    return [good];
  };
  for (;;) {
    const next = isLast ? undefined : queue.next();
    if (next?.done === true) isLast = true;
    else if (next !== undefined) {
      begun.push(next.value);
      open.set(next.value, begin(next.value, signal));
    }
    if (open.size === 0) return begun.flatMap((way) => answers.get(way) ?? []);
    const ended = await firstOf(open, isLast ? undefined : patienceMs);
    if (ended === undefined) continue;
    open.get(ended.way)?.stop();
    open.delete(ended.way);
    if (isGood(ended.answer)) return settle(ended.answer);
    answers.set(ended.way, ended.answer);
  }
}

interface Ended<T> {
  readonly way: Attempt<T>;
  readonly answer: T;
}

interface Running<T> {
  readonly ended: Promise<Ended<T>>;
  stop(): void;
}

function begin<T>(way: Attempt<T>, signal: CancelSignal): Running<T> {
  const source = new CancelSource();
  const unfollow = source.follow(signal);
  const stop = (): void => {
    unfollow();
    source.cancel();
  };
  return { ended: way.start(source.signal).then((answer) => ({ way, answer })), stop };
}

/** Undefined: nothing came within the time. */
async function firstOf<T>(
  open: ReadonlyMap<Attempt<T>, Running<T>>,
  patienceMs: number | undefined,
): Promise<Ended<T> | undefined> {
  const running = [...open.values()].map(({ ended }) => ended);
  if (patienceMs === undefined) return Promise.race(running);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), patienceMs);
  });
  const first = await Promise.race([...running, late]);
  clearTimeout(timer);
  return first;
}
