import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { AgentFrames, type AgentReply } from './agent-frames.js';

export const AGENT_PORT = 7000;

export interface RunLimits {
  /** Connecting, running and answering together. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The guest did not answer in time or cannot be reached; whether the script ran is not known. */
export class GuestSilent extends Error {
  readonly guest: string;

  constructor(guest: string, reason: string) {
    super(`${guest} does not answer: ${reason}`);
    this.name = 'GuestSilent';
    this.guest = guest;
  }
}

/** The script ran and did not end with 0. */
export class ScriptFailed extends Error {
  readonly reply: AgentReply;

  constructor(guest: string, reply: AgentReply) {
    const said = (reply.stderr || reply.stdout).trim().split('\n').slice(-6).join('; ');
    super(`script on ${guest} ended with ${reply.code}: ${said}`);
    this.name = 'ScriptFailed';
    this.reply = reply;
  }
}

/** Runs bash scripts inside a guest over its management link. Hanging up kills the script there. */
export class GuestAgent {
  readonly guest: string;
  readonly #address: string;
  readonly #port: number;

  constructor(guest: string, address: string, port = AGENT_PORT) {
    this.guest = guest;
    this.#address = address;
    this.#port = port;
  }

  /** Any exit code is a reply. Rejects with GuestSilent, or with the signal's reason when it is aborted. */
  async run(script: string, limits: RunLimits): Promise<AgentReply> {
    limits.signal?.throwIfAborted();
    const bytes = Buffer.from(script);
    const socket = connect({ host: this.#address, port: this.#port });
    const frames = new AgentFrames();
    return new Promise<AgentReply>((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        limits.signal?.removeEventListener('abort', cancel);
        socket.destroy();
        act();
      };
      const silent = (reason: string) => finish(() => reject(new GuestSilent(this.guest, reason)));
      const cancel = () => finish(() => reject(limits.signal?.reason as Error));
      const timer = setTimeout(() => silent(`nothing within ${limits.deadlineMs} ms`), limits.deadlineMs);
      limits.signal?.addEventListener('abort', cancel, { once: true });
      socket.on('connect', () => socket.write(Buffer.concat([Buffer.from(`run ${bytes.length}\n`), bytes])));
      socket.on('error', (error) => silent(error.message));
      socket.on('close', () => silent('it hung up'));
      socket.on('data', (chunk) => {
        try {
          const reply = frames.push(chunk);
          if (reply !== undefined) finish(() => resolve(reply));
        } catch (error) {
          silent((error as Error).message);
        }
      });
    });
  }

  /** Like {@link run}, but an exit code other than 0 rejects with ScriptFailed. Returns stdout. */
  async must(script: string, limits: RunLimits): Promise<string> {
    const reply = await this.run(script, limits);
    if (reply.code !== 0) throw new ScriptFailed(this.guest, reply);
    return reply.stdout;
  }
}
