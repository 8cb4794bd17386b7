import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { never, ok, type Problem, type Result } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ApiTransport,
  defaultKubeTimings,
  KubeClient,
  resources,
  type TlsIdentity,
} from '../../src/index.js';
import { fixedAccess, FakeExecs } from '../../src/testing/index.js';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate.js';

let server: Server;
let url: string;

beforeEach(async () => {
  const identity = { key: TEST_KEY, cert: TEST_CERTIFICATE, ca: TEST_CERTIFICATE };
  server = createServer(
    { ...identity, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const name = 'authorized' in request.socket && request.socket.authorized === true ? 'known' : 'unknown';
      response.end(JSON.stringify({ metadata: { name } }));
    },
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => void server.close());

async function ask(tls: () => TlsIdentity): Promise<Result<string | undefined, Problem>> {
  const access = { ...fixedAccess(url), tls: () => Promise.resolve(ok(tls())) };
  const transport = new ApiTransport(access, defaultKubeTimings);
  const found = await new KubeClient(transport).get(resources.secrets, { name: 'me' }, never);
  await transport.close();
  return found.ok ? ok(found.value?.metadata.name) : found;
}

describe('TLS', () => {
  test('a server that the given authority vouches for is spoken to', async () => {
    expect(await ask(() => ({ ca: TEST_CERTIFICATE }))).toEqual({ ok: true, value: 'unknown' });
  });

  test('any other is not, unless that is asked for', async () => {
    const refused = await ask(() => ({}));
    expect(refused).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
    expect(await ask(() => ({ verify: false }))).toEqual({ ok: true, value: 'unknown' });
  });

  test('a client certificate tells the server who asks', async () => {
    const identity = { ca: TEST_CERTIFICATE, cert: TEST_CERTIFICATE, key: TEST_KEY };
    expect(await ask(() => identity)).toEqual({ ok: true, value: 'known' });
  });

  test('a WebSocket has the certificates and the token of requests', async () => {
    const seen: unknown[] = [];
    server.on('upgrade', (request, socket) => {
      seen.push(request.headers.authorization, request.url, 'authorized' in socket && socket.authorized);
      const path = { collection: 'v1/pods', plural: 'pods', namespace: 'n', name: 'p', subresource: 'exec' };
      new FakeExecs().serve(request, socket, { path, query: new URLSearchParams() });
    });
    const identity = { ca: TEST_CERTIFICATE, cert: TEST_CERTIFICATE, key: TEST_KEY };
    const access = {
      ...fixedAccess(url, 'token'),
      prefix: '/k8s/c-1',
      tls: () => Promise.resolve(ok(identity)),
    };
    const transport = new ApiTransport(access, defaultKubeTimings);
    const socket = await transport.socket('/exec?a=b', ['v5.channel.k8s.io', 'v4.channel.k8s.io']);
    if (!socket.ok) throw new Error(JSON.stringify(socket.problem));
    const code = await new Promise((resolve) => {
      socket.value.addEventListener('close', (event) => resolve(event.code));
    });
    expect([code, socket.value.protocol]).toEqual([1000, 'v5.channel.k8s.io']);
    expect(seen).toEqual(['Bearer token', '/k8s/c-1/exec?a=b', true]);
    await transport.close();
  });

  test('an authority that was renewed is read again after a failure', async () => {
    let renewed = false;
    const access = {
      ...fixedAccess(url),
      tls: () => Promise.resolve(ok(renewed ? { ca: TEST_CERTIFICATE } : {})),
    };
    const transport = new ApiTransport(access, defaultKubeTimings);
    const client = new KubeClient(transport);
    expect(await client.get(resources.secrets, { name: 'me' }, never)).toMatchObject({ ok: false });
    renewed = true;
    expect(await client.get(resources.secrets, { name: 'me' }, never)).toMatchObject({ ok: true });
    await transport.close();
  });
});
