import type { NodeJournal, NodeRecord } from '../../node/node-journal.port.js';
import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import type { Naa } from '../../volume/scsi-identity.js';
import { soleWriter } from '../builders.js';
import { expectEqual, expectOk, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';

const record = (volume: string, phase: NodeRecord['phase'] = 'connecting'): NodeRecord => ({
  volume,
  stagingPath: '/staging/globalmount',
  attachment: {
    naa: '60014050000000000000000000000001' as Naa,
    lun: 1,
    size: bytes(64n * MIB),
    origin: 'new',
    ...soleWriter,
    accessPath: 'ap',
    portals: [{ iqn: 'iqn.2018-12.sds:gw-a', portal: { address: 'fd00::1', port: 3260 }, site: undefined }],
  },
  published: ['/pods/1/mount'],
  phase,
});

export const nodeJournalContract: readonly ContractCase<NodeJournal>[] = [
  {
    name: 'a volume never saved has no record, and forgetting it is success',
    run: async (journal) => {
      expectEqual(expectOk(await journal.load('csi-iscsi-vid-none', never), 'load'), undefined, 'record');
      expectOk(await journal.forget('csi-iscsi-vid-none', never), 'forget');
    },
  },
  {
    name: 'a record is read back as it was saved, and the last save wins',
    run: async (journal) => {
      expectOk(await journal.save(record('csi-iscsi-vid-one'), never), 'save');
      expectOk(await journal.save(record('csi-iscsi-vid-one', 'staged'), never), 'save again');
      const loaded = expectOk(await journal.load('csi-iscsi-vid-one', never), 'load');
      const { bootId, ...rest } = loaded ?? record('none');
      expectEqual(rest, record('csi-iscsi-vid-one', 'staged'), 'record');
      expectTrue(bootId === undefined || bootId !== '', 'the boot it was written in');
    },
  },
  {
    name: 'portals that are being left and those of the publish context are read back',
    run: async (journal) => {
      const portal = (address: string) => ({
        iqn: 'iqn.2018-12.sds:x',
        portal: { address, port: 1 },
        site: 'b',
      });
      const changed = {
        ...record('v', 'staged'),
        leaving: [portal('10.0.0.1')],
        contextPortals: [portal('10.0.0.2')],
      };
      expectOk(await journal.save(changed, never), 'save');
      const loaded = expectOk(await journal.load('v', never), 'load');
      expectEqual(loaded?.leaving, changed.leaving, 'leaving');
      expectEqual(loaded?.contextPortals, changed.contextPortals, 'of the context');
    },
  },
  {
    name: 'records of different volumes do not meet, whatever characters their ids have',
    run: async (journal) => {
      const volumes = ['csi-iscsi-vid-a/b', 'csi-iscsi-vid-a_b', 'csi-iscsi-vid-../a', 'csi-iscsi-vid-ä b'];
      for (const volume of volumes) expectOk(await journal.save(record(volume), never), volume);
      const listed = expectOk(await journal.list(never), 'list').map(({ volume }) => volume);
      expectEqual(
        volumes.filter((volume) => !listed.includes(volume)),
        [],
        'missing',
      );
      expectOk(await journal.forget('csi-iscsi-vid-a/b', never), 'forget');
      expectEqual(expectOk(await journal.load('csi-iscsi-vid-a/b', never), 'load'), undefined, 'forgotten');
      expectEqual(
        expectOk(await journal.load('csi-iscsi-vid-a_b', never), 'load')?.volume,
        'csi-iscsi-vid-a_b',
        'other',
      );
    },
  },
];
