import type { VolumeRecord } from '../../../kubernetes/volume-record.js';
import type { OwnedRecord, VolumeRecords } from '../../../kubernetes/volume-records.port.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface VolumeRecordsSubject {
  readonly records: VolumeRecords;
  /** Name of a PersistentVolume without a ConfigMap. */
  readonly freshPv: () => string;
  /** Puts a ConfigMap of its name that does not carry our label. */
  readonly putForeign: (pv: string) => Promise<void>;
  /** Puts one with our label whose content is of a version that nobody knows. */
  readonly putUnreadable: (pv: string) => Promise<void>;
}

const aRecord = (pv: string): VolumeRecord => ({
  pv,
  clusterId: 'cluster-a',
  volumeHandle: `csi-iscsi-vid-${pv}`,
  volumeName: pv,
  volumeId: '17',
  sn: 'c0ffee0000000001',
  naa: '60014050000000000000000000000001',
  pool: 'pool-a',
  array: 'array-1',
  managers: ['10.7.0.1', 'https://10.7.0.2:8443'],
  accessPath: 'ap',
});

export const volumeRecordsContract: readonly ContractCase<VolumeRecordsSubject>[] = [
  {
    name: 'a record is found as it was saved, and the last save wins',
    run: async ({ records, freshPv }) => {
      const pv = freshPv();
      expectEqual(expectOk(await records.find(pv, never), 'find'), { kind: 'none' }, 'before');
      expectOk(await records.save(aRecord(pv), never), 'save');
      const saved = { kind: 'ours', record: aRecord(pv) };
      expectEqual(expectOk(await records.find(pv, never), 'find'), saved, 'record');
      const bare = { ...aRecord(pv), naa: undefined, accessPath: undefined };
      expectOk(await records.save(bare, never), 'save again');
      expectEqual(expectOk(await records.find(pv, never), 'find'), { kind: 'ours', record: bare }, 'bare');
    },
  },
  {
    name: 'records are listed until they are removed, and removing one that is gone is success',
    run: async ({ records, freshPv }) => {
      const pv = freshPv();
      expectOk(await records.save(aRecord(pv), never), 'save');
      expectEqual((await listed(records, pv))?.record, aRecord(pv), 'listed');
      expectOk(await records.remove(pv, never), 'remove');
      expectOk(await records.remove(pv, never), 'remove again');
      expectEqual(expectOk(await records.find(pv, never), 'find'), { kind: 'none' }, 'after');
      expectEqual(await listed(records, pv), undefined, 'listed no more');
    },
  },
  {
    name: 'a ConfigMap that is not ours is left alone',
    run: async ({ records, freshPv, putForeign }) => {
      const pv = freshPv();
      await putForeign(pv);
      expectProblem(await records.save(aRecord(pv), never), 'kubernetes-conflict', 'save');
      expectOk(await records.remove(pv, never), 'remove');
      expectEqual(expectOk(await records.find(pv, never), 'find'), { kind: 'foreign' }, 'still there');
      expectEqual(await listed(records, pv), undefined, 'not listed');
    },
  },
  {
    name: 'one of ours of an unknown version is told apart, and written anew',
    run: async ({ records, freshPv, putUnreadable }) => {
      const pv = freshPv();
      await putUnreadable(pv);
      expectEqual(expectOk(await records.find(pv, never), 'find'), { kind: 'unreadable' }, 'found');
      expectEqual((await listed(records, pv))?.record, 'unreadable', 'listed');
      expectOk(await records.save(aRecord(pv), never), 'save');
      expectEqual(expectOk(await records.find(pv, never), 'find').kind, 'ours', 'after');
    },
  },
];

async function listed(records: VolumeRecords, pv: string): Promise<OwnedRecord | undefined> {
  return expectOk(await records.list(never), 'list').find((owned) => owned.pv === pv);
}
