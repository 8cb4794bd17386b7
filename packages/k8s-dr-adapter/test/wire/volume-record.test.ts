import type { VolumeRecord } from '@twinsite/domain';
import { never } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { KubeVolumeRecords, resources } from '../../src/index.js';
import { formatVolumeRecord, readVolumeRecord } from '../../src/wire/volume-record.js';
import { anApi } from '../an-api.js';

const record: VolumeRecord = {
  pv: 'pvc-1',
  clusterId: 'east',
  volumeHandle: 'csi-iscsi-vid-pvc-1',
  volumeName: 'pvc-1',
  volumeId: '17',
  sn: '5a1f',
  naa: undefined,
  pool: 'pool-a',
  array: 'array-1',
  managers: ['10.0.0.1', '10.0.0.2'],
  accessPath: 'ap',
};

describe('volume record', () => {
  test('its form is the same as long as it says the same, and is version 1', () => {
    const reordered = Object.fromEntries(Object.entries(record).reverse()) as unknown as VolumeRecord;
    expect(formatVolumeRecord(reordered)).toBe(formatVolumeRecord(record));
    expect(JSON.parse(formatVolumeRecord(record))).toEqual({ version: 1, ...record });
    expect(readVolumeRecord(formatVolumeRecord(record))).toEqual(record);
  });

  test.each([
    ['of a later version', { ...record, version: 2 }],
    ['without a version', record],
    ['that lacks its volume', { ...record, version: 1, volumeId: undefined }],
  ])('one %s is not read', (_what, json) => {
    expect(readVolumeRecord(JSON.stringify(json))).toBeUndefined();
  });

  test('a damaged one is not read', () => {
    expect(readVolumeRecord('{"version":1')).toBeUndefined();
  });

  test('one that stands under another volume’s name is not taken for that volume’s', async () => {
    const { client, server } = await anApi();
    const labels = { 'app.kubernetes.io/managed-by': 'twinsite' };
    const metadata = { namespace: 'driver', name: 'csi-iscsi-vid-pvc-2', labels };
    server.add(resources.configMaps, { metadata, data: { 'volume.json': formatVolumeRecord(record) } });
    const records = new KubeVolumeRecords(client, 'driver');
    expect(await records.find('pvc-2', never)).toEqual({ ok: true, value: { kind: 'unreadable' } });
  });

  test('saving the same again does not write, and what others have put on the ConfigMap stays', async () => {
    const { client, server } = await anApi();
    const records = new KubeVolumeRecords(client, 'driver');
    await records.save(record, never);
    const [made] = server.objects(resources.configMaps);
    if (made === undefined) throw new Error('nothing saved');
    const annotations = { 'example.com/backup': 'yes' };
    server.edit(resources.configMaps, { ...made, metadata: { ...made.metadata, annotations } });
    await records.save(record, never);
    await records.save({ ...record, pool: 'pool-b' }, never);
    expect(server.objects(resources.configMaps)[0]?.metadata.annotations).toEqual(annotations);
    expect(server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});
