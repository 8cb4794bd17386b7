import { Buffer } from 'node:buffer';

/** What the guest agent says, see guest/agent.pl. */
export interface AgentReply {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Collects reply frames that may arrive cut anywhere. */
export class AgentFrames {
  #buffer = Buffer.alloc(0);
  readonly #parts = { o: [] as Buffer[], e: [] as Buffer[] };

  /** The whole reply once the exit frame is in, undefined before. Throws on bytes that are no frame. */
  push(chunk: Buffer): AgentReply | undefined {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf(10);
      if (end < 0) return undefined;
      const header = /^([oex]) (\d+)$/.exec(this.#buffer.toString('latin1', 0, end));
      if (header === null) throw new Error('the guest agent sent something that is not a frame');
      const number = Number(header[2]);
      if (header[1] === 'x') return this.#reply(number);
      if (this.#buffer.length < end + 1 + number) return undefined;
      this.#parts[header[1] === 'o' ? 'o' : 'e'].push(this.#buffer.subarray(end + 1, end + 1 + number));
      this.#buffer = this.#buffer.subarray(end + 1 + number);
    }
  }

  #reply(code: number): AgentReply {
    const text = (parts: Buffer[]) => Buffer.concat(parts).toString('utf8');
    return { code, stdout: text(this.#parts.o), stderr: text(this.#parts.e) };
  }
}
