import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ok } from '@twinsite/domain';
import { expect, onTestFinished, test } from 'vitest';
import { createCsiClient, CsiServer, formatEndpoint, type Endpoint } from '../src/index.js';
import { Gate } from './support/gate.js';
import { heldStage } from './support/held-work.js';
import { openPorch, refusal, tempDir } from './support/porch.js';
import { Recorder } from './support/recorder.js';
import * as requests from './support/requests.js';
import { identity, nodeUseCases } from './support/use-cases.js';

function serverAt(endpoint: Endpoint): CsiServer {
  const server = new CsiServer({ endpoint, identity, observer: new Recorder() });
  onTestFinished(async () => {
    await server.drain(0);
  });
  return server;
}

/** A socket file without a process behind it, as kill -9 leaves it: node unlinks on a clean end, so the child is shot. */
async function leaveStaleSocket(path: string): Promise<void> {
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.send('up'))`;
  const file = `${path}.cjs`;
  await writeFile(file, script);
  const child = fork(file);
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a stale socket is removed and the server answers', async () => {
  const path = join(await tempDir(), 'csi.sock');
  await leaveStaleSocket(path);
  expect(existsSync(path)).toBe(true);
  expect(await serverAt({ kind: 'unix', path }).start()).toEqual({ ok: true, value: { kind: 'unix', path } });
  const client = createCsiClient(`unix://${path}`);
  expect((await client.identity.probe({})).ready).toBe(true);
  client.close();
});

test('a socket that somebody answers on is left alone, and the message says so', async () => {
  const { client, socket } = await openPorch();
  const second = await serverAt({ kind: 'unix', path: socket }).start();
  expect(second).toEqual({
    ok: false,
    problem: {
      kind: 'in-use',
      message: `another process answers on ${socket}; stop it or choose another path`,
    },
  });
  expect((await client.identity.probe({})).ready).toBe(true);
});

test('so is one of another program that never says a word', async () => {
  const path = join(await tempDir(), 'other.sock');
  const other = createServer().listen(path);
  await once(other, 'listening');
  onTestFinished(() => {
    other.close();
  });
  expect((await serverAt({ kind: 'unix', path }).start()).ok).toBe(false);
  expect((await stat(path)).isSocket()).toBe(true);
});

test.each(['file', 'directory'])('a %s at the path is never removed', async (kind) => {
  const path = join(await tempDir(), 'csi.sock');
  await (kind === 'file' ? writeFile(path, 'precious') : mkdir(path));
  const started = await serverAt({ kind: 'unix', path }).start();
  expect(started).toMatchObject({ ok: false, problem: { kind: 'in-use' } });
  expect(!started.ok && started.problem.message).toContain('is not a socket; remove it');
  expect(existsSync(path)).toBe(true);
});

test('a missing directory is named', async () => {
  const directory = join(await tempDir(), 'nowhere');
  const started = await serverAt({ kind: 'unix', path: join(directory, 'csi.sock') }).start();
  expect(started).toEqual({
    ok: false,
    problem: { kind: 'unusable', message: `the directory ${directory} of the socket is missing` },
  });
});

test('tcp: a free port is chosen and reported; a port in use is refused', async () => {
  const started = await serverAt({ kind: 'tcp', host: '127.0.0.1', port: 0 }).start();
  if (!started.ok) throw new Error(started.problem.message);
  const address = formatEndpoint(started.value);
  expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:[1-9]\d*$/);
  const client = createCsiClient(address);
  expect((await client.identity.probe({})).ready).toBe(true);
  client.close();
  const second = await serverAt(started.value).start();
  expect(second).toMatchObject({ ok: false, problem: { kind: 'unusable' } });
  expect(!second.ok && second.problem.message).toContain(`cannot listen on ${address}`);
});

test('drain lets running calls end, takes no new ones and removes the socket', async () => {
  const gate = new Gate();
  const { client, server, socket } = await openPorch({ node: heldStage(gate) });
  const running = client.node.nodeStageVolume(requests.aStage);
  await gate.begun;
  const drained = server.drain(60_000);
  const late = createCsiClient(`unix://${socket}`);
  expect((await refusal(late.identity.probe({}))).status).toBe('UNAVAILABLE');
  late.close();
  gate.open();
  await running;
  expect(await drained).toEqual({ unfinished: [] });
  expect(existsSync(socket)).toBe(false);
});

test('drain waits for node work whose caller has gone', async () => {
  const gate = new Gate();
  const { client, server, recorder } = await openPorch({ node: heldStage(gate) });
  await refusal(client.node.nodeStageVolume(requests.aStage, { deadlineMs: 50 }));
  await recorder.until(() => recorder.ended.length === 1);
  const drained = server.drain(60_000);
  gate.open();
  expect(await drained).toEqual({ unfinished: [] });
  expect(recorder.ended[1]).toMatchObject({ code: 'OK', late: true });
});

test('and names it when the grace time was not enough, although no connection is left', async () => {
  const gate = new Gate();
  const { client, server, recorder } = await openPorch({ node: heldStage(gate) });
  await refusal(client.node.nodeStageVolume(requests.aStage, { deadlineMs: 50 }));
  await recorder.until(() => recorder.ended.length === 1);
  client.close();
  expect(await server.drain(300)).toEqual({ unfinished: ['NodeStageVolume'] });
  expect(recorder.ended[1]).toMatchObject({ code: 'ABORTED', late: true });
});

test('after the grace time drain cancels what is left, answers its callers and names it', async () => {
  const gate = new Gate();
  const { client, server, socket } = await openPorch({ node: heldStage(gate) });
  const call = refusal(client.node.nodeStageVolume(requests.aStage));
  await gate.begun;
  expect(await server.drain(20)).toEqual({ unfinished: ['NodeStageVolume'] });
  const error = await call;
  expect([error.status, error.details]).toEqual(['ABORTED', expect.stringContaining('shutting down')]);
  expect(existsSync(socket)).toBe(false);
});

test('work that ignores the cancel does not keep drain from ending', async () => {
  const gate = new Gate();
  const stageVolume = async (_request: unknown, signal: unknown) => {
    await gate.pass(signal);
    return ok(undefined);
  };
  const { client, server } = await openPorch({ node: nodeUseCases({ stageVolume }) });
  const call = refusal(client.node.nodeStageVolume(requests.aStage));
  await gate.begun;
  expect(await server.drain(20)).toEqual({ unfinished: ['NodeStageVolume'] });
  expect(['UNAVAILABLE', 'CANCELLED']).toContain((await call).status);
  gate.open();
});

test('a server that never started can be drained', async () => {
  expect(await serverAt({ kind: 'tcp', host: '127.0.0.1', port: 0 }).drain(1000)).toEqual({ unfinished: [] });
});
