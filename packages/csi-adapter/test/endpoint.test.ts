import { expect, test } from 'vitest';
import { createCsiClient, formatEndpoint, parseEndpoint } from '../src/index.js';
import { grpcTarget } from '../src/endpoint.js';

test.each([
  ['unix:///run/csi.sock', { kind: 'unix', path: '/run/csi.sock' }, 'unix:/run/csi.sock'],
  ['tcp://127.0.0.1:9000', { kind: 'tcp', host: '127.0.0.1', port: 9000 }, '127.0.0.1:9000'],
  ['tcp://[::1]:9000', { kind: 'tcp', host: '::1', port: 9000 }, '[::1]:9000'],
  ['tcp://localhost:0', { kind: 'tcp', host: 'localhost', port: 0 }, 'localhost:0'],
])('%s', (text, endpoint, target) => {
  const parsed = parseEndpoint(text);
  expect(parsed).toEqual({ ok: true, value: endpoint });
  if (!parsed.ok) return;
  expect(formatEndpoint(parsed.value)).toBe(text);
  expect(grpcTarget(parsed.value)).toBe(target);
});

test.each([
  ['', 'unix:///path'],
  ['/run/csi.sock', 'unix:///path'],
  ['unix://run/csi.sock', 'absolute path'],
  [`unix:///${'x'.repeat(107)}`, '108 bytes'],
  ['tcp://host', 'host:port'],
  ['tcp://host:65536', 'host:port'],
  ['tcp://:80', 'host:port'],
  ['http://host:80', 'unix:///path'],
])('refuses "%s" and says what to write', (text, says) => {
  expect(parseEndpoint(text)).toMatchObject({ ok: false, problem: { field: 'endpoint', value: text } });
  expect(() => createCsiClient(text)).toThrow(says);
});
