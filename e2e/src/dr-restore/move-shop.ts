import { sayOnStderr as say, timed, type Report } from '@twinsite/lab';
import { AuditLog, isWrite } from '../bench/audit-log.js';
import { takeAway } from './end-state.js';
import type { Operator } from './operator.js';
import { linesOf, SHOP, stopShop, untilRunning } from './shop.js';
import { clusterIdOf, type SiteCluster } from './site-cluster.js';

interface Story {
  readonly report: Report;
  readonly a: SiteCluster;
  readonly b: SiteCluster;
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** The application stops on a, starts on b, and goes on after its last line. */
export async function move(operator: Operator, { report, a, b }: Story): Promise<number> {
  await timed(say, 'the application runs on cluster a', () => untilRunning(a.kubectl));
  await timed(say, 'the application stops on cluster a', () => stopShop(a.kubectl));
  const begun = Date.now();
  const fenced = await giveTo('b', operator);
  report.check(
    'it is given to the other cluster, and the first one is fenced',
    fenced.code === 0,
    lastLine(fenced.err),
  );
  const started = await operator.run('restore', SHOP, '--start');
  report.check('it is started on the other cluster', started.code === 0, lastLine(started.err));
  await timed(say, 'the application starts on cluster b', () => untilRunning(b.kubectl));
  const lines = await linesOf(b.kubectl);
  for (const [claim, text] of lines) {
    const owner = claim.replace(/^data-/, '');
    const whole = text.length > 0 && text.every((line, index) => line === `${owner} ${index + 1}`);
    report.check(
      `claim ${claim} has its own data, and it goes on`,
      whole,
      `${text.length} lines, the last: ${text.at(-1) ?? 'none'}`,
    );
  }
  return Date.now() - begun;
}

const giveTo = (to: SiteCluster['id'], operator: Operator) => {
  const [from, owner] = [clusterIdOf(to === 'b' ? 'a' : 'b'), clusterIdOf(to)];
  return operator.run('fence', SHOP, '--from', from, '--to', owner, '--yes', '--settle', '1');
};

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
  await stopShop(b.kubectl);
  await takeAway(b.kubectl);
  const back = await giveTo('a', operator);
  report.check('it is given back', back.code === 0, lastLine(back.err));
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
