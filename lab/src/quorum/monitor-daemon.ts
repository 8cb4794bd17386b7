import { Buffer } from 'node:buffer';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { MonitorName } from '../network/topology.js';
import { MONITOR_PORT, peersOf } from './addresses.js';
import { decode, encode, type Message } from './message.js';
import { Monitor, type MonitorTimes } from './monitor.js';

/** High, so that a busy machine does not look like a lost site. */
const PRIORITY = -15;

export interface MonitorOrder extends MonitorTimes {
  /** Whom it has to speak of. */
  readonly gateways: readonly string[];
}

/** Runs one monitor in the network namespace of the caller until the signal is aborted. */
export async function runMonitor(name: MonitorName, order: MonitorOrder, signal: AbortSignal): Promise<void> {
  setPriority(PRIORITY);
  const socket = createSocket('udp4');
  const monitor = new Monitor(name, order, { at: performance.now(), firstRound: Date.now() });
  const peers = peersOf(name);
  // A datagram that cannot be sent (no neighbour behind a cut link) is a lost datagram, as on a real network.
  const send = (text: string, port: number, address: string) => {
    socket.send(Buffer.from(text), port, address, () => undefined);
  };
  const answer = (text: string, from: RemoteInfo) => {
    const message = decode(text);
    if (message?.kind === 'status') send(statusOf(monitor, order), from.port, from.address);
    const reply: Message | undefined =
      message === undefined ? undefined : monitor.receive(message, performance.now());
    if (reply !== undefined) send(encode(reply), from.port, from.address);
  };
  socket.on('message', (bytes, from) => answer(bytes.toString('latin1'), from));
  socket.bind(MONITOR_PORT);
  await once(socket, 'listening', { signal });
  let wasLeading = false;
  const tick = () => {
    for (const { to, message } of monitor.tick(performance.now()))
      send(encode(message), MONITOR_PORT, peers.get(to) ?? '');
    const leading = monitor.leading(performance.now());
    if (leading !== wasLeading) say(name, leading ? 'leads' : 'leads no more');
    wasLeading = leading;
  };
  const timer = setInterval(tick, order.voteEveryMs);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(timer);
  socket.close();
}

function statusOf(monitor: Monitor, { gateways }: MonitorOrder): string {
  return `status ${JSON.stringify(monitor.view(gateways, performance.now()))}`;
}

function say(name: MonitorName, what: string): void {
  process.stdout.write(`${new Date().toISOString()} ${name} ${what}\n`);
}
