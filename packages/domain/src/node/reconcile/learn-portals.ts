import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { withPortals } from '../record-portals.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';
import { wantedPortals, type SeenAccessPath } from './wanted-portals.js';

export interface Learnt {
  /** The live volumes, with what they have learnt. */
  readonly records: readonly NodeRecord[];
  readonly actions: readonly ReconcileAction[];
}

/** Writes the portals that AccessPaths have gained into the journal; to connect them is the repair's. */
export async function learnPortals(
  deps: ReconcileDeps,
  live: readonly NodeRecord[],
  accessPaths: readonly SeenAccessPath[],
  signal: CancelSignal,
): Promise<Result<Learnt, Problem>> {
  const records: NodeRecord[] = [];
  const actions: ReconcileAction[] = [];
  for (const record of live) {
    const { volume } = record;
    const isNew = wantedPortals(record.attachment, accessPaths).add.length > 0;
    const learnt = isNew
      ? await deps.claims.forVolume(volume, signal, (both) => learn(deps, volume, accessPaths, both))
      : ok(undefined);
    if (!learnt.ok) return learnt;
    records.push(learnt.value?.record ?? record);
    actions.push(...(learnt.value?.actions ?? []));
  }
  return ok({ records, actions });
}

async function learn(
  { ports }: ReconcileDeps,
  volume: string,
  accessPaths: readonly SeenAccessPath[],
  signal: CancelSignal,
): Promise<
  Result<{ readonly record: NodeRecord; readonly actions: readonly ReconcileAction[] } | undefined, Problem>
> {
  const loaded = await ports.journal.load(volume, signal);
  if (!loaded.ok) return loaded;
  if (loaded.value?.phase !== 'staged') return ok(undefined);
  const { attachment, leaving = [] } = loaded.value;
  const { add } = wantedPortals(attachment, accessPaths);
  if (add.length === 0) return ok(undefined);
  const record = withPortals(loaded.value, { portals: [...attachment.portals, ...add], leaving });
  const saved = await ports.journal.save(record, signal);
  if (!saved.ok) return saved;
  const actions = add.map(({ portal, site }): ReconcileAction => {
    const where = { portal: formatPortal(portal), ...(site !== undefined && { site }) };
    return { kind: 'portal-learnt', volume, ...where };
  });
  return ok({ record, actions });
}
