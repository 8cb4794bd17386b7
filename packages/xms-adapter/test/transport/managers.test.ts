import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { XmsCall } from '../../src/index.js';
import { aNewVolume, anArray, expectOk, expectProblem, volumeName } from './an-array.js';
import { aVolume, loggingIn, startManagerStub, volumesReply, type ManagerStub } from './manager-stub.js';
import { TestClock } from './test-clock.js';

const name = volumeName('pvc-1');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(answer: Parameters<typeof startManagerStub>[0]): Promise<ManagerStub> {
  const manager = await startManagerStub(answer);
  open.push(manager);
  return manager;
}

const holding = () => stub(loggingIn(() => volumesReply(aVolume(7, 'pvc-1'))));
const dark = () => stub(() => 'silence');

async function refusedAddress(): Promise<string> {
  const manager = await startManagerStub(() => 'silence');
  await manager.close();
  return manager.address;
}

function arrayAt(managers: readonly string[], choices: Parameters<typeof anArray>[1] = {}) {
  const made = anArray(managers, choices);
  open.push(made.directory);
  return made.array;
}

describe('managers in order', () => {
  it('asks only the first while it answers', async () => {
    const [first, second] = [await holding(), await holding()];
    const array = arrayAt([first.address, second.address]);
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('7');
    expect(first.calls()).toHaveLength(1);
    expect(second.seen).toHaveLength(0);
  });

  it('reads from the next one when the first refuses the connection', async () => {
    const second = await holding();
    const array = arrayAt([await refusedAddress(), second.address]);
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('7');
  });

  it('reads from the next one when the first takes the request and stays silent', async () => {
    const [first, second] = [await dark(), await holding()];
    const array = arrayAt([first.address, second.address]);
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('7');
    expect(first.seen.length).toBeGreaterThan(0);
  });

  it('reads from the next one too when the first says nothing for a while, and passes the first by from then on', async () => {
    const [first, second] = [await dark(), await holding()];
    const timings = { hedgeMs: 50, replyMs: 20_000 };
    const array = arrayAt([first.address, second.address], { timings });
    const begun = performance.now();
    for (let call = 0; call < 3; call += 1) expectOk(await array.volumes.find(name, never));
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(first.seen).toHaveLength(1);
  });

  it('never sends a change to a second one because the first takes its time', async () => {
    const slow = await stub(loggingIn(() => 'silence'));
    const second = await holding();
    const array = arrayAt([slow.address, second.address], { timings: { hedgeMs: 10, replyMs: 300 } });
    const outcome = await array.volumes.create(aNewVolume('pvc-2'), never);
    expect(outcome.ok).toBe(false);
    expect(
      second.seen.filter(({ method, target }) => method === 'POST' && target.includes('block-volumes')),
    ).toEqual([]);
  });

  it('reads from the next one when the first answers 503', async () => {
    const first = await stub(loggingIn(() => ({ status: 503, text: 'no majority' })));
    const second = await holding();
    const array = arrayAt([first.address, second.address]);
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('7');
    expect(first.calls()).toHaveLength(1);
  });

  it('names every manager and its reason when none answers', async () => {
    const [first, second] = [await dark(), await refusedAddress()];
    const array = arrayAt([first.address, second]);
    const problem = expectProblem(await array.volumes.find(name, never), 'array-unreachable');
    expect(problem.tried).toEqual([
      { manager: first.address, reason: 'no whole reply within 300 ms' },
      { manager: second, reason: expect.stringContaining('ECONNREFUSED') as string },
    ]);
  });

  it('passes a dark manager by for a while, probes it with one call, and returns to it when it answers', async () => {
    let silent = true;
    const first = await stub(loggingIn(() => (silent ? 'silence' : volumesReply(aVolume(1, 'pvc-1')))));
    const second = await holding();
    const clock = new TestClock();
    const array = arrayAt([first.address, second.address], { clock, timings: { darkPauseMs: 5_000 } });
    for (let call = 0; call < 3; call += 1) expectOk(await array.volumes.find(name, never));
    expect(first.calls()).toHaveLength(1);
    clock.advance(5_000);
    const probes = await Promise.all([1, 2, 3].map(() => array.volumes.find(name, never)));
    probes.forEach((probe) => expectOk(probe));
    expect(first.calls()).toHaveLength(2);
    silent = false;
    clock.advance(10_000);
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('1');
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('1');
  });

  it('tries a manager known to be dark again when all others fail', async () => {
    let firstSilent = true;
    let secondSilent = false;
    const first = await stub(loggingIn(() => (firstSilent ? 'silence' : volumesReply(aVolume(1, 'pvc-1')))));
    const second = await stub(
      loggingIn(() => (secondSilent ? 'silence' : volumesReply(aVolume(2, 'pvc-1')))),
    );
    const array = arrayAt([first.address, second.address], { clock: new TestClock() });
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('2');
    firstSilent = false;
    secondSilent = true;
    expect(expectOk(await array.volumes.find(name, never))?.id).toBe('1');
  });

  it('tells the call log about every exchange, without query, body or token', async () => {
    const calls: XmsCall[] = [];
    const manager = await holding();
    const refused = await refusedAddress();
    const array = arrayAt([refused, manager.address], { onCall: (call) => calls.push(call) });
    expectOk(await array.volumes.find(name, never));
    expect(calls.map(({ manager: at, method, path, outcome }) => [at, method, path, outcome])).toEqual([
      [refused, 'POST', '/auth/tokens:login', 'not-sent'],
      [manager.address, 'POST', '/auth/tokens:login', 201],
      [manager.address, 'GET', '/block-volumes/', 200],
    ]);
    expect(calls.every(({ array: of, ms }) => of === 'array-1' && ms >= 0)).toBe(true);
  });
});

describe('a connection that never comes about', () => {
  it('counts as not sent after the connect deadline, so even a change goes on to the next manager', async () => {
    // A TLS handshake that nobody answers is a connect that hangs, on any machine.
    const mute = await listenMutely();
    const second = await stub(() => ({ status: 202, json: { block_volume: aVolume(3, 'pvc-1') } }));
    const credentials = { kind: 'token', token: 'long-lived' } as const;
    const array = arrayAt([`https://${mute.address}`, second.address], { credentials });
    expect(expectOk(await array.volumes.create(aNewVolume('pvc-1'), never)).id).toBe('3');
    expect(mute.connections()).toBeGreaterThan(0);
  });
});

async function listenMutely(): Promise<{ readonly address: string; connections(): number }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
  };
}
