import {
  failed,
  formatPortal,
  ok,
  type CancelSignal,
  type IscsiSession,
  type IscsiSessions,
  type Problem,
  type Result,
  type SessionTimers,
  type TargetPortal,
} from '@twinsite/domain';
import { poll, readText, type Command, type CommandOutput, type LinuxHost } from '@twinsite/linux-host';
import { configureRecord, deleteRecord, login, logout, newRecord } from './iscsiadm-commands.js';
import { loginResult, removalResult, writeResult } from './iscsiadm-exit.js';
import { LoginTurns } from './login-turns.js';
import type { SessionGate } from './session-gate.js';
import { SharedRuns } from './shared-runs.js';
import { devicesBelow, readSession, readSessions, servesPortal } from './sysfs-sessions.js';

export type SessionHost = Pick<LinuxHost, 'runner' | 'files' | 'clock'>;
type Judge = (command: Command, output: CommandOutput) => Result<void, Problem>;

const INITIATOR_FILE = '/etc/iscsi/initiatorname.iscsi';
/** How long the kernel may take to take the session out of sysfs after iscsiadm has returned. */
const GONE_MS = 5000;

/** open-iscsi through static, manual records; what is true is read from sysfs. */
export class OpenIscsiSessions implements IscsiSessions {
  private readonly host: SessionHost;
  private readonly gate: SessionGate;
  private readonly turns = new LoginTurns();
  /** That one caller has cancelled says nothing to the others. */
  private readonly logins = new SharedRuns<Result<IscsiSession, Problem>>(
    (outcome) => outcome.ok || outcome.problem.kind !== 'cancelled',
  );

  constructor(host: SessionHost, gate: SessionGate) {
    this.host = host;
    this.gate = gate;
  }

  list(signal: CancelSignal): Promise<Result<readonly IscsiSession[], Problem>> {
    return readSessions(this.host.files, signal);
  }

  /**
   * One at a time per portal: two parallel logins would make two sessions (hazard H21). Whoever comes meanwhile shares its
   * end: many volumes that are staged at once wait for a dead portal once, not one after the other (hazard H11).
   */
  login(
    target: TargetPortal,
    timers: SessionTimers,
    signal: CancelSignal,
  ): Promise<Result<IscsiSession, Problem>> {
    const turn = turnOf(target);
    return this.logins.join(turn, () => this.turns.take(turn, () => this.loginOnce(target, timers, signal)));
  }

  /** In turn with logins to the same portal: the record of one that is under way is not taken away. */
  logoutIdle(session: IscsiSession, signal: CancelSignal): Promise<Result<'logged-out' | 'in-use', Problem>> {
    return this.leave({ iqn: session.targetIqn, portal: session.portal }, () =>
      this.gate.exclusive(session.sid, () => this.logoutOnce(session, signal)),
    );
  }

  forget(target: TargetPortal, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.leave(target, () => this.forgetUnused(target, signal));
  }

  async initiator(signal: CancelSignal): Promise<Result<string, Problem>> {
    const text = await readText(this.host.files, INITIATOR_FILE, signal);
    if (!text.ok) return text;
    const name = /^\s*InitiatorName\s*=\s*(\S+)/m.exec(text.value ?? '')?.[1];
    if (name !== undefined) return ok(name);
    const remedy = `write a line InitiatorName=iqn.… into ${INITIATOR_FILE} and start iscsid`;
    return failed({
      kind: 'invalid-request',
      field: 'InitiatorName',
      value: text.value ?? 'no such file',
      remedy,
    });
  }

  /** A login that comes after this is one of its own. */
  private leave<T>(target: Pick<TargetPortal, 'iqn' | 'portal'>, action: () => Promise<T>): Promise<T> {
    const turn = turnOf(target);
    this.logins.part(turn);
    return this.turns.take(turn, action);
  }

  private async loginOnce(
    target: TargetPortal,
    timers: SessionTimers,
    signal: CancelSignal,
  ): Promise<Result<IscsiSession, Problem>> {
    const existing = await this.find(target, signal);
    if (!existing.ok) return existing;
    if (existing.value === undefined) {
      const logged = await this.makeSession(target, timers, signal);
      if (!logged.ok) return logged;
    }
    return this.whenLoggedIn(target, timers, signal);
  }

  private async makeSession(
    target: TargetPortal,
    timers: SessionTimers,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const created = await this.execute(newRecord(target), writeResult, signal);
    if (!created.ok) return created;
    const configured = await this.execute(configureRecord(target, timers), writeResult, signal);
    if (!configured.ok) return configured;
    const logged = await this.execute(login(target, timers), loginResult, signal);
    if (logged.ok) return logged;
    // Nothing of a failed login is left behind, unless iscsid got through after all.
    const late = await this.find(target, signal);
    if (late.ok && late.value === undefined) await this.execute(deleteRecord(target), removalResult, signal);
    return logged;
  }

  /** A session that is being recovered by iscsid is waited for, not doubled. */
  private async whenLoggedIn(
    target: TargetPortal,
    timers: SessionTimers,
    signal: CancelSignal,
  ): Promise<Result<IscsiSession, Problem>> {
    const times = { clock: this.host.clock, timeoutMs: timers.loginTimeoutMs };
    const found = await poll(times, signal, async () => {
      const session = await this.find(target, signal);
      return !session.ok || session.value?.state === 'logged-in' ? session : undefined;
    });
    if (found !== undefined && (!found.ok || found.value !== undefined))
      return found as Result<IscsiSession, Problem>;
    const tool = `iscsi session to ${formatPortal(target.portal)}`;
    return failed({ kind: 'tool-hung', tool, afterMs: timers.loginTimeoutMs, stuck: false });
  }

  private async logoutOnce(
    session: IscsiSession,
    signal: CancelSignal,
  ): Promise<Result<'logged-out' | 'in-use', Problem>> {
    const { files, clock } = this.host;
    const target: TargetPortal = { iqn: session.targetIqn, portal: session.portal, site: undefined };
    const current = await readSession(files, session.sid, signal);
    if (!current.ok) return current;
    if (current.value !== undefined && servesPortal(current.value, target.iqn, target.portal)) {
      const disks = await devicesBelow(files, session.sid, signal);
      if (!disks.ok) return disks;
      if (disks.value.length > 0) return ok('in-use');
      const done = await this.execute(logout(session.sid), removalResult, signal);
      if (!done.ok) return done;
      const gone = await poll({ clock, timeoutMs: GONE_MS }, signal, async () => {
        const left = await readSession(files, session.sid, signal);
        return !left.ok || left.value === undefined ? left : undefined;
      });
      if (gone?.ok === false) return gone;
      if (gone === undefined) return failed(stillThere(session));
    }
    const deleted = await this.forgetUnused(target, signal);
    return deleted.ok ? ok('logged-out') : deleted;
  }

  /** Another session to the same portal may have come up meanwhile and keeps its record. */
  private async forgetUnused(target: TargetPortal, signal: CancelSignal): Promise<Result<void, Problem>> {
    const other = await this.find(target, signal);
    if (!other.ok) return other;
    return other.value === undefined
      ? this.execute(deleteRecord(target), removalResult, signal)
      : ok(undefined);
  }

  private async find(
    { iqn, portal }: TargetPortal,
    signal: CancelSignal,
  ): Promise<Result<IscsiSession | undefined, Problem>> {
    const sessions = await readSessions(this.host.files, signal);
    if (!sessions.ok) return sessions;
    return ok(sessions.value.find((session) => servesPortal(session, iqn, portal)));
  }

  private async execute(
    command: Command,
    judge: Judge,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const output = await this.host.runner.run(command, signal);
    return output.ok ? judge(command, output.value) : output;
  }
}

const turnOf = ({ iqn, portal }: Pick<TargetPortal, 'iqn' | 'portal'>): string =>
  `${iqn} ${formatPortal(portal)}`;

const stillThere = ({ sid }: IscsiSession): Problem => ({
  kind: 'pending',
  operation: `iscsiadm logout of session ${sid}`,
  detail: 'the kernel still lists the session; repeat the call',
});
