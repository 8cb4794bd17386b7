import { formatPortal, type SessionTimers, type TargetPortal } from '@twinsite/domain';
import type { Command } from '@twinsite/linux-host';

const WRITE_MS = 10_000;
const LOGOUT_MS = 15_000;
/** iscsiadm itself needs a moment beyond the time iscsid waits for the portal. */
const SLACK_MS = 4000;

/** A record made from the portal alone: no discovery, whose replies would reset it (hazard H20). */
export const newRecord = (target: TargetPortal): Command =>
  write(target, ['-I', 'default', '-o', 'new'], 'record for');

/**
 * All settings in one call: iscsiadm 2.1.8 takes several -n -v pairs with `-o update`, and ignores them with
 * `-o new` (tried). `-o new` over an existing record sets it back to the defaults of iscsid.conf.
 */
export function configureRecord(target: TargetPortal, timers: SessionTimers): Command {
  const pairs = recordSettings(timers).flatMap(([name, value]) => ['-n', name, '-v', value]);
  return write(target, ['-o', 'update', ...pairs], 'settings for');
}

export const deleteRecord = (target: TargetPortal): Command =>
  write(target, ['-o', 'delete'], 'removing the record of');

export const login = (target: TargetPortal, timers: SessionTimers): Command => ({
  tool: 'iscsiadm',
  args: [...recordOf(target), '--login'],
  deadlineMs: timers.loginTimeoutMs + SLACK_MS,
  class: 'login',
  label: `iscsiadm login to ${formatPortal(target.portal)}`,
});

/** By session number: works without a record, and never reaches a second session to the same portal (H22). */
export const logout = (sid: number): Command => ({
  tool: 'iscsiadm',
  args: ['-m', 'session', '-r', String(sid), '-u'],
  deadlineMs: LOGOUT_MS,
  class: 'login',
  label: `iscsiadm logout of session ${sid}`,
});

/** iscsid.conf(5). Never automatic: a rebooted node must not come back to a volume by itself (H20). */
export function recordSettings(timers: SessionTimers): readonly (readonly [string, string])[] {
  return [
    ['node.startup', 'manual'],
    ['node.leading_login', 'No'],
    ['node.session.scan', 'manual'],
    ['node.session.initial_login_retry_max', '1'],
    ['node.conn[0].timeo.login_timeout', seconds(timers.loginTimeoutMs)],
    ['node.conn[0].timeo.noop_out_interval', seconds(timers.noopIntervalMs)],
    ['node.conn[0].timeo.noop_out_timeout', seconds(timers.noopTimeoutMs)],
    ['node.session.timeo.replacement_timeout', seconds(timers.replacementTimeoutMs)],
  ];
}

function write(target: TargetPortal, args: readonly string[], what: string): Command {
  return {
    tool: 'iscsiadm',
    args: [...recordOf(target), ...args],
    deadlineMs: WRITE_MS,
    class: 'iscsiadm-write',
    label: `iscsiadm, ${what} ${formatPortal(target.portal)}`,
  };
}

const recordOf = ({ iqn, portal }: TargetPortal): readonly string[] => [
  '-m',
  'node',
  '-T',
  iqn,
  '-p',
  formatPortal(portal),
];

const seconds = (ms: number): string => String(Math.ceil(ms / 1000));
