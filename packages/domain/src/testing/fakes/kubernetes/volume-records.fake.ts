import type { VolumeRecord } from '../../../kubernetes/volume-record.js';
import type { FoundRecord, OwnedRecord, VolumeRecords } from '../../../kubernetes/volume-records.port.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

const NONE: FoundRecord = { kind: 'none' };

export class FakeVolumeRecords implements VolumeRecords {
  readonly faults: KubernetesFaults;
  private readonly found = new Map<string, FoundRecord>();

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  find(pv: string): Promise<Result<FoundRecord, Problem>> {
    return ask(this.faults, 'reading a ConfigMap', () => ok(this.found.get(pv) ?? NONE));
  }

  list(): Promise<Result<readonly OwnedRecord[], Problem>> {
    return ask(this.faults, 'listing ConfigMaps', () =>
      ok([...this.found].flatMap(([pv, found]) => ownedOf(pv, found))),
    );
  }

  save(record: VolumeRecord): Promise<Result<void, Problem>> {
    return ask(this.faults, 'saving a ConfigMap', () => {
      const object = `csi-iscsi-vid-${record.pv}`;
      if (this.found.get(record.pv)?.kind === 'foreign')
        return failed({ kind: 'kubernetes-conflict', operation: 'saving a ConfigMap', object });
      this.found.set(record.pv, { kind: 'ours', record });
      return ok(undefined);
    });
  }

  remove(pv: string): Promise<Result<void, Problem>> {
    return ask(this.faults, 'removing a ConfigMap', () => {
      if (this.found.get(pv)?.kind !== 'foreign') this.found.delete(pv);
      return ok(undefined);
    });
  }

  /** Puts a ConfigMap that the driver did not write, or one that it cannot read. */
  put(pv: string, kind: 'foreign' | 'unreadable'): void {
    this.found.set(pv, { kind });
  }
}

function ownedOf(pv: string, found: FoundRecord): readonly OwnedRecord[] {
  if (found.kind === 'ours') return [{ pv, record: found.record }];
  return found.kind === 'unreadable' ? [{ pv, record: 'unreadable' }] : [];
}
