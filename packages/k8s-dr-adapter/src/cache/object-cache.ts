import { failed, ok, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { placeOf, type KubeObject } from '../client/kube-object.js';
import type { Selection } from '../client/query.js';
import type { ObjectPlace, Resource } from '../client/resource.js';
import { Backoff } from './backoff.js';
import { HeldObjects } from './held-objects.js';
import { Listeners } from './listeners.js';

export interface CacheDeps {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  /** Told of each failure; the cache goes on by itself and keeps what it has. */
  readonly onTrouble: (problem: Problem) => void;
}

export interface CacheOrder<T> {
  readonly resource: Resource;
  readonly selection: Selection;
  /** What is kept of each object; the rest is forgotten. Undefined: the object is none of ours. */
  readonly keep: (object: KubeObject) => T | undefined;
}

/** A server that answers with errors to the same watch again and again may not know its version at all. */
const FAILURES_UNTIL_LIST = 3;

/** The objects of one kind, kept up to date by a list and watches. Losing the API server later keeps the last state. */
export class ObjectCache<T> {
  private readonly deps: CacheDeps;
  private readonly order: CacheOrder<T>;
  private readonly held: HeldObjects<T>;
  private readonly backoff: Backoff;
  private readonly listeners = new Listeners<ObjectPlace>();
  private readonly firstList = new Listeners<undefined>();
  private synced = false;

  constructor(deps: CacheDeps, order: CacheOrder<T>) {
    this.deps = deps;
    this.order = order;
    this.held = new HeldObjects(order.keep);
    this.backoff = new Backoff(deps.random);
  }

  /** Whether there has been one complete list. */
  get isSynced(): boolean {
    return this.synced;
  }

  /** Resolves after the first complete list. */
  whenSynced(): Promise<void> {
    if (this.synced) return Promise.resolve();
    return new Promise((resolve) => void this.firstList.add(() => resolve()));
  }

  /** Before the first complete list: `kubernetes-unsynced`. */
  list(): Result<readonly T[], Problem> {
    const resource = this.order.resource.plural;
    return this.synced ? ok(this.held.values()) : failed({ kind: 'kubernetes-unsynced', resource });
  }

  find(place: ObjectPlace): T | undefined {
    return this.held.find(place);
  }

  /** Calls back with the place of each object that appears, changes or goes; the value ends it. */
  onChange(listener: (place: ObjectPlace) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Lists and watches until the signal fires; the API server's troubles never end it. */
  async run(signal: CancelSignal): Promise<void> {
    while (!signal.aborted) {
      await this.listAndWatch(signal);
      await this.pause(signal);
    }
  }

  private async listAndWatch(signal: CancelSignal): Promise<void> {
    const list = await this.deps.client.list(this.order.resource, this.order.selection, signal);
    if (!list.ok) {
      if (!signal.aborted) this.deps.onTrouble(list.problem);
      return;
    }
    this.takeList(list.value.items);
    let { version } = list.value;
    for (let failures = 0; failures < FAILURES_UNTIL_LIST && !signal.aborted; ) {
      const watched = await this.watch(version, signal);
      if (watched.expired) return;
      failures = watched.version === version ? failures + 1 : 0;
      if (failures > 0) await this.pause(signal);
      ({ version } = watched);
    }
  }

  /** One watch. Answers the version the next one goes on from, the same when nothing came. */
  private async watch(from: string, signal: CancelSignal): Promise<{ version: string; expired: boolean }> {
    const { client, onTrouble } = this.deps;
    let version = from;
    for await (const event of client.watch(this.order.resource, this.order.selection, from, signal)) {
      if (event.kind === 'ended') {
        if (event.problem !== undefined && !signal.aborted) onTrouble(event.problem);
        return { version, expired: event.expired };
      }
      this.backoff.reset();
      ({ version } = event);
      if (event.kind === 'set') this.tell(this.held.set(event.object));
      if (event.kind === 'gone') this.tell(this.held.remove(placeOf(event.object)));
    }
    return { version, expired: false };
  }

  private takeList(objects: readonly KubeObject[]): void {
    const changed = this.held.replace(objects);
    this.synced = true;
    this.firstList.tell(undefined);
    this.tell(changed);
  }

  private tell(places: readonly ObjectPlace[]): void {
    for (const place of places) this.listeners.tell(place);
  }

  private async pause(signal: CancelSignal): Promise<void> {
    if (!signal.aborted) await this.deps.clock.sleep(this.backoff.pauseMs(), signal);
  }
}
