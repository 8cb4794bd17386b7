import type { CancelSignal } from '../shared/cancel-signal.js';
import { inLanes } from '../shared/in-lanes.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { keepRecord, type KeeperPass, type Kept, type RecordRoom } from './keep-record.js';
import type { PersistentVolumes } from './persistent-volumes.port.js';

export interface KeeperDeps extends RecordRoom {
  readonly volumes: PersistentVolumes;
}

/** Names of PersistentVolumes by what became of their records. */
export interface KeeperReport extends Readonly<Record<Kept | 'removed', readonly string[]>> {
  /** Left as they are: an array or the API server did not answer, or the volume is not on any array. */
  readonly untold: readonly Untold[];
}

export interface Untold {
  readonly pv: string;
  readonly problem: Problem;
}

const LANES = 4;

/**
 * Keeps one record for each PersistentVolume of the driver: makes missing ones, repairs those that differ, removes those
 * whose PersistentVolume is gone. Level-triggered; only remembers, until the next thorough pass, which are not ours.
 */
export function keepVolumeRecords(deps: KeeperDeps) {
  const foreign = new Set<string>();
  return async (pass: KeeperPass, signal: CancelSignal): Promise<Result<KeeperReport, Problem>> => {
    // The volumes after the records, so that no record is removed of a volume that came in between.
    const owned = await deps.records.list(signal);
    if (!owned.ok) return owned;
    const volumes = deps.volumes.list();
    if (!volumes.ok) return volumes;
    if (pass === 'thorough') foreign.clear();
    const report = emptyReport();
    const records = new Map(owned.value.map(({ pv, record }) => [pv, record]));
    const note = (pv: string, done: Result<Kept | 'removed', Problem>): void => {
      if (!done.ok) report.untold.push({ pv, problem: done.problem });
      else report[done.value].push(pv);
    };
    const lanes = { lanes: LANES, signal };
    await inLanes(volumes.value, lanes, async (pv) => {
      const wanted = { pv, listed: records.get(pv.name), pass };
      note(pv.name, foreign.has(pv.name) ? ok('foreign') : await keepRecord(deps, wanted, signal));
    });
    const here = new Set(volumes.value.map(({ name }) => name));
    const orphans = [...records.keys()].filter((pv) => !here.has(pv));
    await inLanes(orphans, lanes, async (pv) => {
      const removed = await deps.records.remove(pv, signal);
      note(pv, removed.ok ? ok('removed') : removed);
    });
    for (const pv of report.foreign) foreign.add(pv);
    return ok(report);
  };
}

function emptyReport() {
  const none = (): string[] => [];
  return { kept: none(), saved: none(), foreign: none(), removed: none(), untold: [] as Untold[] };
}
