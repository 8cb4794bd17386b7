import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { giveUpPortals, isGivingUp } from './give-up-portals.js';
import { learnPortals } from './learn-portals.js';
import type { Found } from './look-at-node.js';
import { isLacking, isUnprotected, pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { PathCondition, ReconcileAction } from './reconcile-report.js';
import { repairVolume, type DarkPortals } from './repair-volume.js';
import type { SeenAccessPath } from './wanted-portals.js';

/** Joins new portals, repairs, and then gives up what is not wanted any more. */
export async function mendVolumes(
  deps: ReconcileDeps,
  { live, survey }: Found,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const listed = deps.accessPaths?.list() ?? ok([]);
  const accessPaths = listed.ok ? listed.value : [];
  const learnt = await learnPortals(deps, live, accessPaths, signal);
  if (!learnt.ok) return learnt;
  const { records } = learnt.value;
  const paths = records.flatMap((record) => pathConditions(record, survey));
  const unprotected = records.filter((record) => isUnprotected(record, survey));
  const repaired = await repairAll(deps, { paths, unprotected, accessPaths }, signal);
  if (!repaired.ok) return repaired;
  const left = await giveUpAll(deps, records, accessPaths, signal);
  if (!left.ok) return left;
  const unread: readonly ReconcileAction[] = listed.ok
    ? []
    : [{ kind: 'access-paths-unread', detail: describeProblem(listed.problem) }];
  return ok([...unread, ...learnt.value.actions, ...repaired.value, ...left.value]);
}

async function giveUpAll(
  deps: ReconcileDeps,
  records: readonly NodeRecord[],
  accessPaths: readonly SeenAccessPath[],
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const actions: ReconcileAction[] = [];
  for (const { volume } of records.filter((record) => isGivingUp(record, accessPaths))) {
    const left = await deps.claims.forVolume(volume, signal, (both) =>
      giveUpPortals(deps, volume, accessPaths, both),
    );
    if (!left.ok) return left;
    actions.push(...(left.value ?? []));
  }
  return ok(actions);
}

interface Lacks {
  readonly paths: readonly PathCondition[];
  readonly unprotected: readonly NodeRecord[];
  readonly accessPaths: readonly SeenAccessPath[];
}

/** One volume after the other: a portal that is dark costs one login timeout per pass, not one per volume. */
async function repairAll(
  deps: ReconcileDeps,
  { paths, unprotected, accessPaths }: Lacks,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const dark: DarkPortals = new Set();
  const actions: ReconcileAction[] = [];
  const lacking = paths.filter(isLacking);
  const exposed = unprotected.map(({ volume }) => volume);
  for (const volume of new Set([...exposed, ...lacking.map((path) => path.volume)])) {
    const isMendable = lacking.some(
      (path) => path.volume === volume && !dark.has(formatPortal(path.target.portal)),
    );
    if (!isMendable && !exposed.includes(volume)) continue;
    const repaired = await deps.claims.forVolume(volume, signal, (both) =>
      repairVolume(deps, { volume, dark, accessPaths }, both),
    );
    if (!repaired.ok) return repaired;
    actions.push(...(repaired.value ?? []));
  }
  return ok(actions);
}
