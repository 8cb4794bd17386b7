import type { CancelSignal } from '../../shared/cancel-signal.js';
import { CancelSource } from '../../shared/cancel-source.js';
import { ok, type Result } from '../../shared/result.js';

type Work<T, E> = (signal: CancelSignal) => Promise<Result<T, E>>;

interface Background {
  /** Undefined: the whole node. */
  readonly volume: string | undefined;
  readonly cancel: () => void;
  readonly ended: Promise<unknown>;
}

/**
 * Who may work on a volume of this node now. A call from outside always goes first: it cancels background work on its
 * volume (or on the whole node) and waits until that has let go; background work never waits for a call. So neither can
 * wait for the other for ever: every background step has a deadline of its own and ends soon after a cancel.
 */
export class VolumeClaims {
  private readonly calls = new Map<string, number>();
  private readonly background = new Set<Background>();

  async call<T>(volume: string, work: () => Promise<T>): Promise<T> {
    this.calls.set(volume, (this.calls.get(volume) ?? 0) + 1);
    try {
      const inTheWay = [...this.background].filter(
        (other) => other.volume === undefined || other.volume === volume,
      );
      for (const { cancel } of inTheWay) cancel();
      await Promise.allSettled(inTheWay.map(({ ended }) => ended));
      return await work();
    } finally {
      const left = (this.calls.get(volume) ?? 1) - 1;
      if (left > 0) this.calls.set(volume, left);
      else this.calls.delete(volume);
    }
  }

  /** Background work on one volume; undefined when a call holds it or has come in between. */
  forVolume<T, E>(volume: string, signal: CancelSignal, work: Work<T, E>): Promise<Result<T | undefined, E>> {
    return this.calls.has(volume) ? Promise.resolve(ok(undefined)) : this.run(volume, signal, work);
  }

  /** Background work that no call at all may meet; undefined when there is one or one has come in between. */
  forNode<T, E>(signal: CancelSignal, work: Work<T, E>): Promise<Result<T | undefined, E>> {
    return this.calls.size > 0 ? Promise.resolve(ok(undefined)) : this.run(undefined, signal, work);
  }

  private async run<T, E>(
    volume: string | undefined,
    signal: CancelSignal,
    work: Work<T, E>,
  ): Promise<Result<T | undefined, E>> {
    const source = new CancelSource();
    const unfollow = source.follow(signal);
    const ended = work(source.signal);
    const claim: Background = { volume, cancel: () => source.cancel(), ended };
    this.background.add(claim);
    try {
      const result = await ended;
      const isPreempted = source.signal.aborted && !signal.aborted;
      return !result.ok && isPreempted ? ok(undefined) : result;
    } finally {
      this.background.delete(claim);
      unfollow();
    }
  }
}

/** The same use case under a claim on its volume. */
export function claimed<Request extends { readonly volumeId: string }, Answer>(
  claims: VolumeClaims,
  useCase: (request: Request, signal: CancelSignal) => Promise<Answer>,
): (request: Request, signal: CancelSignal) => Promise<Answer> {
  return (request, signal) => claims.call(request.volumeId, () => useCase(request, signal));
}
