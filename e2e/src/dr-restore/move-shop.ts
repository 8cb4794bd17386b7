import { sayOnStderr as say, timed, type Report } from '@twinsite/lab';
import { AuditLog, isWrite } from '../bench/audit-log.js';
import { takeAway } from './end-state.js';
import type { Operator } from './operator.js';
import { linesOf, SHOP, stopShop, untilRunning } from './shop.js';
import type { SiteCluster } from './site-cluster.js';

interface Story {
  readonly report: Report;
  readonly a: SiteCluster;
  readonly b: SiteCluster;
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const HOW = ['--yes', '--settle', '1', '--wait', '240', '--progress', 'none'];

/** What drctl says of a move when it is done. */
export interface Moved {
  readonly ms: number;
  readonly fenceMs: number | undefined;
  readonly drainMs: number | undefined;
}

/** While its pods write: a failover from a cluster that answers is refused, and one word moves it in good order. */
export async function move(operator: Operator, { report, a, b }: Story): Promise<Moved> {
  await timed(say, 'the application runs on cluster a', () => untilRunning(a.kubectl));
  const failover = await operator.run('failover', SHOP, ...HOW);
  const alive = failover.code === 5 && failover.err.includes('its API server answers');
  report.check('a source that answers is not failed over from', alive, lastLine(failover.err));
  const moved = await relocated(operator, report, ['relocate', SHOP, ...HOW]);
  await goesOn(b, report, 'b');
  return moved;
}

/** Home again: cluster a is made the standby of what runs on b, and gets it back. */
export async function moveBack(operator: Operator, { report, a }: Story): Promise<Moved> {
  const moved = await relocated(operator, report, ['failback', SHOP, ...HOW]);
  await goesOn(a, report, 'a');
  return moved;
}

async function relocated(operator: Operator, report: Report, words: readonly string[]): Promise<Moved> {
  const begun = Date.now();
  const ran = await timed(say, `drctl ${words[0] ?? ''}`, () => operator.run(...words));
  const why = ran.code === 0 ? lastLine(ran.err) : ran.err.trim().split('\n').slice(-6).join(' / ');
  report.check(`drctl ${words[0] ?? ''} ends well`, ran.code === 0, why);
  const told = await operator.run('report', SHOP, '-o', 'json');
  const { timeline } = JSON.parse(told.out) as { timeline: Moved };
  return { ms: Date.now() - begun, fenceMs: timeline.fenceMs, drainMs: timeline.drainMs };
}

async function goesOn({ kubectl }: SiteCluster, report: Report, where: string): Promise<void> {
  await untilRunning(kubectl);
  const lines = await linesOf(kubectl);
  for (const [claim, text] of lines) {
    const owner = claim.replace(/^data-/, '');
    const whole = text.length > 0 && text.every((line, index) => line === `${owner} ${index + 1}`);
    report.check(
      `on ${where} claim ${claim} has its own data, and it goes on`,
      whole,
      `${text.length} lines, the last: ${text.at(-1) ?? 'none'}`,
    );
  }
}

/** By the API server's audit log. */
export async function again(operator: Operator, { report, b }: Story): Promise<number> {
  const audit = new AuditLog(b.auditLog);
  await audit.since('drctl');
  const ran = await operator.run('restore', SHOP, '--start');
  const calls = await audit.since('drctl');
  const written = calls.filter(isWrite).map(({ verb, resource }) => `${verb} ${resource}`);
  const seen = `exit ${String(ran.code)}, ${written.length} writes of ${calls.length} calls ${written.join(', ')}`;
  report.check('a restore that is repeated writes nothing', ran.code === 0 && written.length === 0, seen);
  return written.length;
}

/** The way back to nothing: gone from b, released on a, deleted with its data. */
export async function clean(operator: Operator, { report, a, b }: Story): Promise<number> {
  await stopShop(a.kubectl);
  await takeAway(b.kubectl);
  const released = await operator.run('release', SHOP, '--yes');
  report.check('the source has its old policy back', released.code === 0, lastLine(released.err));
  await a.kubectl.run(['delete', 'namespace', SHOP, '--timeout=150s'], { deadlineMs: 160_000 });
  const left = await a.kubectl
    .until('the volumes are deleted with their claims', 120_000, async () =>
      (await a.kubectl.list('pv')).length === 0 ? 0 : undefined,
    )
    .catch(async () => (await a.kubectl.list('pv')).length);
  report.check('nothing is left', left === 0, `${left} volumes`);
  return left;
}
