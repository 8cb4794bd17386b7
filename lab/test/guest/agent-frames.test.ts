import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AgentFrames } from '../../src/guest/agent-frames.js';

it('puts a reply together wherever the network cuts it', () => {
  const bytes = Buffer.from('o 5\nhe\nxye 4\nbad\no 3\n€x 3\n');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40, maxLength: 40 }), (sizes) => {
      const frames = new AgentFrames();
      let at = 0;
      const replies = sizes.map((size) => {
        const reply = frames.push(bytes.subarray(at, at + size));
        at += size;
        return reply;
      });
      expect(replies.find((reply) => reply !== undefined)).toEqual({
        code: 3,
        stdout: 'he\nxy€',
        stderr: 'bad\n',
      });
    }),
  );
});

it('refuses bytes that are no frame', () => {
  expect(() => new AgentFrames().push(Buffer.from('hello\n'))).toThrow(/not a frame/);
});
