import {
  create,
  fromJson,
  getOption,
  toJsonString,
  type DescField,
  type DescMessage,
  type JsonObject,
} from '@bufbuild/protobuf';
import { failed } from '@twinsite/domain';
import { expect, test } from 'vitest';
import {
  csi_secret,
  CreateVolumeRequestSchema,
  file_csi,
  ListVolumesResponseSchema,
  NodeStageVolumeRequestSchema,
} from '../src/generated/csi_pb.js';
import { masker, redact } from '../src/redact-secrets.js';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { controllerUseCases } from './support/use-cases.js';

const CANARY = 'canary-7f3a';

const withSecret = file_csi.messages.filter((message) => secretFields(message).length > 0);

function secretFields(message: DescMessage): readonly DescField[] {
  return message.fields.filter((field) => getOption(field, csi_secret));
}

test('csi.proto marks its secrets, and the marks are there at run time', () => {
  expect(withSecret.length).toBeGreaterThanOrEqual(20);
  expect(withSecret.map(({ name }) => name)).toContain('NodeStageVolumeRequest');
});

test.each(withSecret.map((schema) => [schema.name, schema] as const))(
  '%s: no secret survives',
  (_name, schema) => {
    const json: JsonObject = {};
    for (const field of secretFields(schema))
      json[field.name] = { password: CANARY, [`key-${field.name}`]: CANARY };
    const message = fromJson(schema, json);
    const text = JSON.stringify(redact(schema, message));
    expect(text).not.toContain(CANARY);
    expect(text).toContain('"password":"***"');
    expect(toJsonString(schema, message)).toContain(CANARY);
  },
);

test('fields that are no secrets stay, under the names csi.proto gives them', () => {
  const message = create(CreateVolumeRequestSchema, { ...requests.aCreate, name: 'pvc-9' });
  expect(redact(CreateVolumeRequestSchema, message)).toMatchObject({
    name: 'pvc-9',
    capacity_range: { required_bytes: '8589934592' },
    volume_capabilities: [{ access_mode: { mode: 'SINGLE_NODE_WRITER' } }],
    secrets: { user: '***', password: '***' },
  });
});

test('messages without secrets pass, lists of messages included', () => {
  const entries = [{ volume: { volumeId: 'v', volumeContext: { a: 'b' } } }];
  const message = create(ListVolumesResponseSchema, { entries });
  expect(redact(ListVolumesResponseSchema, message)).toEqual({
    entries: [{ volume: { volume_id: 'v', volume_context: { a: 'b' } } }],
  });
});

test('a password that an NFS class or a vendor’s PV has in plain parameters is hidden, also within volumeInfo', () => {
  const parameters = { xmsServers: '10.0.0.1', user: 'admin', password: CANARY, shares: 'v:/sdsfs/f/' };
  const sc = { xmsServers: '10.0.0.1', user: 'admin', password: `${CANARY}\\"2`, shares: [] };
  const volumeContext = { password: CANARY, volumeInfo: JSON.stringify({ id: 0, sc, size: 5 }) };
  const asked = create(CreateVolumeRequestSchema, { name: 'pvc-9', parameters });
  const staged = create(NodeStageVolumeRequestSchema, { volumeId: 'v', volumeContext });
  const texts = [redact(CreateVolumeRequestSchema, asked), redact(NodeStageVolumeRequestSchema, staged)];
  expect(JSON.stringify(texts)).not.toContain(CANARY);
  expect(texts[0]).toMatchObject({ parameters: { ...parameters, password: '***' } });
  const { volume_context: shown } = texts[1] as { volume_context: { volumeInfo: string } };
  expect(JSON.parse(shown.volumeInfo)).toEqual({ id: 0, sc: { ...sc, password: '***' }, size: 5 });
  const mask = masker(CreateVolumeRequestSchema, asked);
  expect(mask(`refused: ${CANARY} of admin`)).toBe('refused: *** of admin');
});

const secrets = { user: `${CANARY}-user`, password: `${CANARY}-password` };

test('a secret that a use case puts into its problem reaches neither the caller nor the log', async () => {
  const createVolume = () =>
    Promise.resolve(failed({ kind: 'array-denied', array: 'a1', detail: `user ${secrets.user}` } as const));
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ createVolume }) });
  const error = await refusal(client.controller.createVolume({ ...requests.aCreate, secrets }));
  expect(error.details).toContain('user ***');
  expect(error.message + recorder.text).not.toContain(CANARY);
});

test('nor does one that is in the message or stack of a defect', async () => {
  const createVolume = () => Promise.reject(new TypeError(`cannot read ${secrets.password}`));
  const { client, recorder } = await openPorch({ controller: controllerUseCases({ createVolume }) });
  const error = await refusal(client.controller.createVolume({ ...requests.aCreate, secrets }));
  expect(error.message + recorder.text).not.toContain(CANARY);
  expect(recorder.ended[0]?.defect?.message).toBe('cannot read ***');
});
