import type { CancelSignal, Clock, EventSink, ObjectEvent, Problem, Result } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { isMissing } from '../client/refusal.js';
import { events } from '../client/resources.js';
import { eventObject, newSaid, sameness, seriesOf, type Reporter, type SaidEvent } from './event-record.js';

export interface RecorderDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Told of what could not be written; it is not tried again until it is said again. */
  readonly onTrouble: (problem: Problem) => void;
  /** Ends what is under way. */
  readonly signal: CancelSignal;
}

/** The API server keeps an event for an hour; what is said again within this time is one that repeats. */
const REPEAT_MS = 30 * 60_000;
/** How often the count of one that repeats is written at most. */
const WRITE_MS = 60_000;
/** What waits beyond that is dropped: an event is no record. */
const MAX_WAITING = 100;
/** Beyond that the oldest is forgotten, and becomes a new event when it is said again. */
const MAX_KNOWN = 1000;

interface Known {
  readonly said: SaidEvent;
  writtenAt: number | undefined;
}

/** Writes events one after the other behind the caller's back, and repeats as a count. */
export class EventRecorder implements EventSink {
  private readonly deps: RecorderDeps;
  private readonly known = new Map<string, Known>();
  private readonly waiting = new Set<Known>();
  private serial = 0;
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;

  constructor(deps: RecorderDeps) {
    this.deps = deps;
  }

  say(event: ObjectEvent): void {
    const now = this.deps.clock.now();
    this.forget(now);
    const known = this.noteSaid(event, now);
    if (known.writtenAt !== undefined && now - known.writtenAt < WRITE_MS) return;
    if (this.waiting.size >= MAX_WAITING) return;
    this.waiting.add(known);
    if (!this.isWriting) this.writing = this.writeAll();
  }

  /** Resolves when nothing waits to be written any more. */
  settled(): Promise<void> {
    return this.writing;
  }

  private noteSaid(event: ObjectEvent, now: number): Known {
    const key = sameness(event);
    const before = this.known.get(key);
    if (before !== undefined) {
      before.said.count += 1;
      before.said.lastAt = now;
      return before;
    }
    this.serial = (this.serial + 1) % 0x10000;
    const known: Known = { said: newSaid(event, now, this.serial), writtenAt: undefined };
    this.known.set(key, known);
    return known;
  }

  private forget(now: number): void {
    for (const [key, { said }] of this.known) {
      if (now - said.lastAt >= REPEAT_MS || this.known.size > MAX_KNOWN) this.known.delete(key);
    }
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    for (const known of this.waiting) {
      this.waiting.delete(known);
      if (this.deps.signal.aborted) continue;
      const first = known.writtenAt === undefined;
      known.writtenAt = this.deps.clock.now();
      const written = await this.write(known.said, first);
      if (!written.ok) this.deps.onTrouble(written.problem);
    }
    this.isWriting = false;
  }

  private async write(said: SaidEvent, first: boolean): Promise<Result<unknown, Problem>> {
    const { client, reporter, signal } = this.deps;
    const create = (): Promise<Result<unknown, Problem>> =>
      client.create(events, eventObject(said, reporter), signal);
    if (first) return create();
    const { name, namespace } = said;
    const patch = { kind: 'merge', patch: seriesOf(said) } as const;
    const patched = await client.patch(events, { name, namespace }, patch, signal);
    return patched.ok || !isMissing(patched.problem) ? patched : create();
  }
}
