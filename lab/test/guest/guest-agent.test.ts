import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { GuestAgent, GuestSilent, ScriptFailed } from '../../src/guest/guest-agent.js';

const limits = { deadlineMs: 10_000 };
const open: { server: Server; sockets: Set<Socket> }[] = [];

/** A guest that answers each request with the given bytes, or keeps silent. */
async function guestSaying(answer: string | undefined): Promise<{ agent: GuestAgent; requests: string[] }> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      requests.push(bytes.toString());
      if (answer !== undefined) socket.write(answer);
    });
  });
  open.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { agent: new GuestAgent('gw-a', '127.0.0.1', port), requests };
}

afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

describe('asking a guest', () => {
  it('sends the script with its length in bytes and reads code and outputs', async () => {
    const { agent, requests } = await guestSaying('o 4\nout\ne 4\nerr\nx 7\n');
    expect(await agent.run('echo €', limits)).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' });
    expect(requests.join('')).toBe('run 8\necho €');
  });

  it('tells a failed script from a silent guest', async () => {
    const { agent } = await guestSaying('e 8\nno disk\nx 2\n');
    await expect(agent.must('true', limits)).rejects.toThrow(ScriptFailed);
    await expect(agent.must('true', limits)).rejects.toThrow('script on gw-a ended with 2: no disk');
  });

  it('gives a silent guest up at the deadline', async () => {
    const { agent } = await guestSaying(undefined);
    const asking = agent.run('true', { deadlineMs: 100 });
    await expect(asking).rejects.toThrow(GuestSilent);
    await expect(asking).rejects.toThrow('gw-a does not answer: nothing within 100 ms');
  });

  it('counts a guest that is not there as silent', async () => {
    const { agent } = await guestSaying('x 0\n');
    open[0]?.server.close();
    await expect(agent.run('true', limits)).rejects.toThrow(/gw-a does not answer: .*ECONNREFUSED/);
  });

  it('does not believe what is not a frame', async () => {
    const { agent } = await guestSaying('HTTP/1.1 400\n');
    await expect(agent.run('true', limits)).rejects.toThrow(/gw-a does not answer: .*not a frame/);
  });

  it('counts a guest that goes down half way as silent', async () => {
    const { agent, requests } = await guestSaying('o 100\nhalf');
    const asking = agent.run('true', limits);
    const hangUp = async () => {
      while (requests.length === 0) await new Promise(setImmediate);
      for (const socket of open[0]?.sockets ?? []) socket.destroy();
    };
    await Promise.all([expect(asking).rejects.toThrow('it hung up'), hangUp()]);
  });

  it('ends with the caller’s own reason when cancelled, before and during', async () => {
    const { agent, requests } = await guestSaying(undefined);
    const controller = new AbortController();
    const asking = agent.run('true', { ...limits, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    await expect(agent.run('true', { ...limits, signal: controller.signal })).rejects.toThrow('enough');
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});
