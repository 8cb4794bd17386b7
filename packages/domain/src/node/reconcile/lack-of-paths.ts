import type { TargetPortal } from '../../attachment/attachment.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { samePlace } from './known-targets.js';
import { pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { Survey } from './survey-node.js';

/**
 * Why no portal of the record carries its volume alone; undefined when one does. The kernel calls a disk running until a
 * ping has timed out, so each is asked for its identity anew: a gateway that went dark a moment ago does not answer.
 */
export async function lackOfPaths(
  { ports }: Pick<ReconcileDeps, 'ports'>,
  record: NodeRecord,
  survey: Survey,
  signal: CancelSignal,
): Promise<Result<string | undefined, Problem>> {
  const ready = pathConditions(record, survey).filter(({ state }) => state === 'ready');
  if (ready.length === 0) return ok('no path that stays is ready');
  const { naa, size } = record.attachment;
  const paths = await ports.paths.withIdentity(naa, signal);
  if (!paths.ok) return paths;
  const devices = devicesOf(
    ready.map(({ target }) => target),
    survey,
  );
  const asked = paths.value.filter(({ device }) => devices.includes(device));
  const answers = await Promise.all(asked.map((path) => ports.paths.rescan(path, size, signal)));
  return ok(answers.some((answer) => answer.ok) ? undefined : 'no path that stays answers');
}

function devicesOf(targets: readonly TargetPortal[], { sessions, disks }: Survey): readonly string[] {
  const sids = sessions
    .filter(({ targetIqn: iqn, portal }) => targets.some((target) => samePlace({ iqn, portal }, target)))
    .map(({ sid }) => sid);
  return disks.filter(({ sid }) => sids.includes(sid)).map(({ device }) => device);
}
