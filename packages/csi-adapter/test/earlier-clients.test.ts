import { create, toBinary, type DescMessage } from '@bufbuild/protobuf';
import { Client, credentials } from '@grpc/grpc-js';
import { expect, onTestFinished, test } from 'vitest';
import {
  ControllerGetVolumeResponseSchema,
  ControllerServiceCapability_RPC_Type as Type,
  ListVolumesRequestSchema,
  ListVolumesResponse_VolumeStatusSchema,
  NodeGetVolumeStatsResponseSchema,
} from '../src/generated/csi_pb.js';
import { openPorch } from './support/porch.js';

/** ControllerServiceCapability.RPC.Type of csi.proto v1.12.0; 11 was VOLUME_CONDITION, which 1.13 took away. */
const TYPES_OF_1_12: Readonly<Record<string, number>> = {
  CREATE_DELETE_VOLUME: 1,
  PUBLISH_UNPUBLISH_VOLUME: 2,
  LIST_VOLUMES: 3,
  GET_CAPACITY: 4,
  CREATE_DELETE_SNAPSHOT: 5,
  LIST_SNAPSHOTS: 6,
  CLONE_VOLUME: 7,
  PUBLISH_READONLY: 8,
  EXPAND_VOLUME: 9,
  LIST_VOLUMES_PUBLISHED_NODES: 10,
  GET_VOLUME: 12,
  SINGLE_NODE_MULTI_WRITER: 13,
  MODIFY_VOLUME: 14,
  GET_SNAPSHOT: 15,
};

test('a client of CSI 1.12 knows every capability the controller names, by the same number', async () => {
  const { client } = await openPorch();
  const { capabilities } = await client.controller.controllerGetCapabilities({});
  for (const { type } of capabilities) {
    if (type.case !== 'rpc') throw new Error('unknown kind of capability');
    expect(TYPES_OF_1_12[Type[type.value.type]]).toBe(type.value.type);
  }
});

/** Field 2 of these was VolumeCondition: a client of 1.12 would read anything there as the state of the volume. */
test.each([
  [ListVolumesResponse_VolumeStatusSchema, 2],
  [ControllerGetVolumeResponseSchema.nestedMessages[0], 2],
  [NodeGetVolumeStatsResponseSchema, 2],
] as const)('nothing is written where 1.12 had the volume condition', (schema, number) => {
  expect(fieldNumbers(schema)).not.toContain(number);
});

test('a field that 1.13 does not know is passed over', async () => {
  const { socket } = await openPorch();
  const wire = new Client(`unix://${socket}`, credentials.createInsecure());
  onTestFinished(() => wire.close());
  const known = toBinary(ListVolumesRequestSchema, create(ListVolumesRequestSchema, { maxEntries: 1 }));
  // Field 99, length-delimited, "1.12".
  const request = Buffer.concat([known, Buffer.from([0x9a, 0x06, 4]), Buffer.from('1.12')]);
  const same = (bytes: Buffer): Buffer => bytes;
  const reply = await new Promise<Buffer>((resolve, reject) => {
    wire.makeUnaryRequest('/csi.v1.Controller/ListVolumes', same, same, request, (error, bytes) => {
      if (bytes === undefined) reject(error ?? new Error('no reply'));
      else resolve(bytes);
    });
  });
  expect(reply.toString('latin1')).toContain('csi-iscsi-vid-pvc-1');
});

function fieldNumbers(schema: DescMessage | undefined): readonly number[] {
  if (schema === undefined) throw new Error('csi.proto has no such message');
  return schema.fields.map(({ number }) => number);
}
