import { describe, expect, it } from 'vitest';
import { decode, encode, type Message } from '../../src/quorum/message.js';

const messages: Message[] = [
  { kind: 'vote-request', candidate: 'mon-a', round: 12 },
  { kind: 'vote-granted', voter: 'mon-arb', round: 1795437107210 },
  { kind: 'vote-refused', voter: 'mon-b', round: 3 },
  { kind: 'renew', gateway: 'gw-a', sequence: 77 },
  { kind: 'granted', sequence: 77 },
  { kind: 'status' },
];

describe('monitor messages', () => {
  it.each(messages)('$kind survives the wire', (message) => {
    expect(decode(encode(message))).toEqual(message);
  });

  it('are what the C program in the gateways writes and reads', () => {
    expect(decode('renew gw-b 9')).toEqual({ kind: 'renew', gateway: 'gw-b', sequence: 9 });
    expect(encode({ kind: 'granted', sequence: 9 })).toBe('granted 9');
  });

  it.each(['', 'vote-request mon-x 1', 'vote-granted mon-a', 'renew gw-a -1', 'granted x', 'hello mon-a 1'])(
    'ignores `%s`',
    (text) => {
      expect(decode(text)).toBeUndefined();
    },
  );
});
