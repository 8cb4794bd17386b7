import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Client, credentials } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Registrar } from '../src/registrar/registrar.js';
import { decodeRegistrationStatus, type RegistrationStatus } from '../src/registrar/registration-wire.js';

const INFO = {
  type: 'CSIPlugin',
  name: 'iscsi.csi.xsky.com',
  endpoint: '/plugins/csi.sock',
  supportedVersions: ['1.0.0'],
} as const;

let directory: string;
let registrar: Registrar;
let kubelet: Client;
let heard: RegistrationStatus[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'registrar-'));
  const socket = join(directory, 'reg.sock');
  heard = [];
  registrar = new Registrar(INFO, (status) => heard.push(status));
  await registrar.listen(socket);
  kubelet = new Client(`unix://${socket}`, credentials.createInsecure());
});
afterEach(async () => {
  kubelet.close();
  registrar.close();
  await rm(directory, { recursive: true });
});

/** A call with bytes both ways, by a client that knows nothing of our encoding. */
function call(method: string, request: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    kubelet.makeUnaryRequest(
      `/pluginregistration.Registration/${method}`,
      (bytes: Uint8Array) => Buffer.from(bytes),
      (bytes: Buffer) => bytes,
      request,
      (error, reply) => {
        if (error === null && reply !== undefined) resolve(reply);
        else reject(error ?? new Error('no reply'));
      },
    );
  });
}

test('an empty GetInfo request is answered with who the plugin is', async () => {
  const reader = new BinaryReader(await call('GetInfo', new Uint8Array()));
  const fields: [number, string][] = [];
  while (reader.pos < reader.len) fields.push([reader.tag()[0], reader.string()]);
  expect(fields).toEqual([
    [1, 'CSIPlugin'],
    [2, 'iscsi.csi.xsky.com'],
    [3, '/plugins/csi.sock'],
    [4, '1.0.0'],
  ]);
});

test('the verdict of the kubelet is heard', async () => {
  await call('NotifyRegistrationStatus', new BinaryWriter().tag(1, WireType.Varint).bool(true).finish());
  const refusal = new BinaryWriter().tag(2, WireType.LengthDelimited).string('version not supported');
  await call('NotifyRegistrationStatus', refusal.finish());
  expect(heard).toEqual([
    { registered: true, error: '' },
    { registered: false, error: 'version not supported' },
  ]);
});

test('a field of a later kubelet is skipped', () => {
  const later = new BinaryWriter().tag(9, WireType.LengthDelimited).string('new').tag(1, WireType.Varint);
  expect(decodeRegistrationStatus(later.bool(true).finish())).toEqual({ registered: true, error: '' });
});
