import type { TargetPortal } from '../attachment/attachment.js';
import type { Portal } from '../attachment/portal.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** The iSCSI sessions of this host (open-iscsi). */
export interface IscsiSessions {
  list(signal: CancelSignal): Promise<Result<readonly IscsiSession[], Problem>>;
  /**
   * Logs in with a static, manual record (no discovery, never at boot, no automatic scan). Already logged in is
   * success. Bounded by `timers.loginTimeoutMs`; a dead portal answers `tool-failed` or `tool-hung`.
   */
  login(
    target: TargetPortal,
    timers: SessionTimers,
    signal: CancelSignal,
  ): Promise<Result<IscsiSession, Problem>>;
  /**
   * Logs out and forgets the record if no SCSI device at all hangs below the session; `in-use` otherwise, and
   * nothing is changed. Already gone is `logged-out`.
   */
  logoutIdle(session: IscsiSession, signal: CancelSignal): Promise<Result<'logged-out' | 'in-use', Problem>>;
  /** Removes what a logout that was cut off left of a portal without a session. Nothing there is success. */
  forget(target: TargetPortal, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** This host's initiator name. */
  initiator(signal: CancelSignal): Promise<Result<string, Problem>>;
}

export interface IscsiSession {
  /** Kernel session number: `sessionN` in /sys/class/iscsi_session. */
  readonly sid: number;
  readonly targetIqn: string;
  readonly portal: Portal;
  readonly state: 'logged-in' | 'failed' | 'free';
}

/** iscsid.conf(5) units are seconds; these are milliseconds and are rounded up. */
export interface SessionTimers {
  readonly loginTimeoutMs: number;
  readonly noopIntervalMs: number;
  readonly noopTimeoutMs: number;
  /** How long a failed session holds I/O back before it is failed to multipath (docs/adr/0009). */
  readonly replacementTimeoutMs: number;
  /** The same for a session to a VIP (`timersFor`); without it as the others. */
  readonly vipReplacementTimeoutMs?: number;
}
