import type { MonitorName } from '../network/topology.js';

/**
 * One datagram, words separated by spaces, so that the C program in the gateways needs no parser.
 * `round` and `sequence` tie an answer to its question: a lease counts from when the question was sent.
 */
export type Message =
  | { readonly kind: 'vote-request'; readonly candidate: MonitorName; readonly round: number }
  | { readonly kind: 'vote-granted'; readonly voter: MonitorName; readonly round: number }
  | {
      readonly kind: 'vote-refused';
      readonly voter: MonitorName;
      readonly round: number;
    }
  | { readonly kind: 'renew'; readonly gateway: string; readonly sequence: number }
  | { readonly kind: 'granted'; readonly sequence: number }
  | { readonly kind: 'status' };

const MONITOR = /^mon-(a|b|arb)$/;

export function encode(message: Message): string {
  switch (message.kind) {
    case 'vote-request':
      return `vote-request ${message.candidate} ${message.round}`;
    case 'vote-granted':
      return `vote-granted ${message.voter} ${message.round}`;
    case 'vote-refused':
      return `vote-refused ${message.voter} ${message.round}`;
    case 'renew':
      return `renew ${message.gateway} ${message.sequence}`;
    case 'granted':
      return `granted ${message.sequence}`;
    case 'status':
      return 'status';
  }
}

/** Undefined for anything that is not one of ours: a datagram can come from anywhere. */
export function decode(text: string): Message | undefined {
  const [kind, name = '', last = ''] = text.split(' ');
  if (kind === 'status') return { kind };
  if (kind === 'granted') return isCount(name) ? { kind, sequence: Number(name) } : undefined;
  if (!isCount(last)) return undefined;
  if (kind === 'renew') return { kind, gateway: name, sequence: Number(last) };
  if (!MONITOR.test(name)) return undefined;
  return decodeVote(kind ?? '', name as MonitorName, Number(last));
}

function decodeVote(kind: string, monitor: MonitorName, round: number): Message | undefined {
  if (kind === 'vote-request') return { kind, candidate: monitor, round };
  if (kind === 'vote-granted' || kind === 'vote-refused') return { kind, voter: monitor, round };
  return undefined;
}

function isCount(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}
