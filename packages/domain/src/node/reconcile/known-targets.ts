import type { TargetPortal } from '../../attachment/attachment.js';
import { samePortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { IscsiSessions } from '../iscsi-sessions.port.js';
import type { TargetMemory } from './target-memory.port.js';

type Place = Pick<TargetPortal, 'iqn' | 'portal'>;

export const samePlace = (a: Place, b: Place): boolean => a.iqn === b.iqn && samePortal(a.portal, b.portal);

/** The memory with one change at a time. */
export class KnownTargets {
  private readonly memory: TargetMemory;
  private last: Promise<unknown> = Promise.resolve();

  constructor(memory: TargetMemory) {
    this.memory = memory;
  }

  list(signal: CancelSignal): Promise<Result<readonly TargetPortal[], Problem>> {
    return this.inTurn(() => this.memory.load(signal));
  }

  remember(target: TargetPortal, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.change(signal, (known) =>
      known.some((other) => samePlace(other, target)) ? known : [...known, target],
    );
  }

  forget(target: Place, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.change(signal, (known) => {
      const left = known.filter((other) => !samePlace(other, target));
      return left.length === known.length ? known : left;
    });
  }

  private change(
    signal: CancelSignal,
    next: (known: readonly TargetPortal[]) => readonly TargetPortal[],
  ): Promise<Result<void, Problem>> {
    return this.inTurn(async () => {
      const known = await this.memory.load(signal);
      if (!known.ok) return known;
      const changed = next(known.value);
      return changed === known.value ? ok(undefined) : this.memory.save(changed, signal);
    });
  }

  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const run = this.last.then(action, action);
    this.last = run;
    return run;
  }
}

/**
 * The same sessions; every portal is remembered before a login to it. Only the reconciler forgets one, a while after it
 * was left: the child of a driver that was killed may still finish its login.
 */
export function rememberingSessions(sessions: IscsiSessions, known: KnownTargets): IscsiSessions {
  return {
    list: (signal) => sessions.list(signal),
    initiator: (signal) => sessions.initiator(signal),
    logoutIdle: (session, signal) => sessions.logoutIdle(session, signal),
    forget: (target, signal) => sessions.forget(target, signal),
    login: async (target, timers, signal) => {
      const noted = await known.remember(target, signal);
      return noted.ok ? sessions.login(target, timers, signal) : noted;
    },
  };
}
