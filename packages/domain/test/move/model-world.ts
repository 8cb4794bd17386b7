import {
  failed,
  ok,
  type MoveFact,
  type MoveLog,
  type MoveState,
  type MoveStep,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { Crash } from '@twinsite/domain/testing';

const BUNDLE = {
  place: 'here',
  from: 'store',
  counter: 1,
  root: 'ff',
  createdAt: '2026-01-01T00:00:00Z',
} as const;

/** What befalls the n-th step of a run. */
export type Fate = 'done' | 'refused' | 'killed-before' | 'killed-after';

/** Two clusters and an array in a few words: who may write is what they say, not what the journal does. */
export class ModelWorld {
  owner: 'a' | 'b' = 'a';
  /** The array lets nodes of the cluster in. */
  access = { a: true, b: false };
  running = { a: true, b: false };
  /** Somebody has seen site A powered off. */
  aIsDead = false;
  readonly facts: MoveFact[] = [];
  readonly violations: string[] = [];

  readonly log: MoveLog = {
    append: (fact) => {
      this.facts.push(fact);
      return Promise.resolve(ok(undefined));
    },
  };

  take(fates: Fate[]) {
    return (step: MoveStep, state: MoveState): Promise<Result<MoveFact, Problem>> => {
      const fate = fates.shift() ?? 'done';
      if (fate === 'killed-before') throw new Crash(step);
      if (fate === 'refused') return Promise.resolve(failed({ kind: 'move-missing', group: 'shop' }));
      const fact = this.effect(step, state);
      this.check(step);
      if (fate === 'killed-after') throw new Crash(step);
      return Promise.resolve(ok(fact));
    };
  }

  private effect(step: MoveStep, { bundle }: MoveState): MoveFact {
    switch (step) {
      case 'prepare':
        return { type: 'prepared', bundle: BUNDLE };
      case 'quiesce':
        this.running.a = false;
        return { type: 'quiesced' };
      case 'settle':
        if (this.running.a) this.violations.push('the last state was read while the source ran');
        return { type: 'settled', bundle: BUNDLE };
      case 'fence':
        this.owner = 'b';
        this.access = { a: false, b: false };
        return { type: 'fenced', epoch: 2, fenceMs: 1, drainMs: 1, removed: [] };
      case 'bind':
        if (bundle === undefined) this.violations.push('made without a bundle');
        return { type: 'bound', claims: 1 };
      case 'start':
        this.running.b = true;
        this.access.b = this.owner === 'b';
        return { type: 'started', workloads: 1 };
      case 'await':
        return { type: 'ready', pods: 1 };
      case 'roll-back':
        this.running.a = true;
        return { type: 'rolled-back' };
      case 'give-back':
        this.owner = 'a';
        this.access = { a: true, b: false };
        this.running.a = true;
        return { type: 'aborted' };
    }
  }

  private check(step: MoveStep): void {
    const { running, access, aIsDead } = this;
    const aWrites = running.a && access.a && !aIsDead;
    if (aWrites && running.b) this.violations.push(`both write after ${step}`);
    if (running.b && this.owner === 'a') this.violations.push(`B runs what A owns after ${step}`);
  }
}
