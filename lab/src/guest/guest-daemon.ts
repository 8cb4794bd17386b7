import type { GuestAgent } from './guest-agent.js';

export interface DaemonOrder {
  /** Names its pid and log files in the guest: /run/NAME.pid, /run/NAME.log. */
  readonly name: string;
  /** A shell command that does not fork into the background. */
  readonly command: string;
}

/** A long-running program inside a guest, for example the node driver from a directory mounted with `mountHost`. */
export class GuestDaemon {
  readonly #agent: GuestAgent;
  readonly #name: string;

  private constructor(agent: GuestAgent, name: string) {
    this.#agent = agent;
    this.#name = name;
  }

  static async start(agent: GuestAgent, order: DaemonOrder, signal: AbortSignal): Promise<GuestDaemon> {
    const { name, command } = order;
    const quoted = `exec ${command}`.replaceAll("'", `'\\''`);
    const script = `setsid bash -c '${quoted}' </dev/null >>/run/${name}.log 2>&1 & echo $! > /run/${name}.pid`;
    await agent.must(script, { deadlineMs: 15_000, signal });
    return new GuestDaemon(agent, name);
  }

  /** Sends a signal to its process group; a program that has ended is what the caller wanted. */
  async signal(name: 'TERM' | 'KILL', signal: AbortSignal): Promise<void> {
    await this.#agent.must(`kill -${name} -- -$(cat /run/${this.#name}.pid) 2>/dev/null || true`, {
      deadlineMs: 10_000,
      signal,
    });
  }

  async running(signal: AbortSignal): Promise<boolean> {
    const script = `kill -0 -- -$(cat /run/${this.#name}.pid) 2>/dev/null`;
    return (await this.#agent.run(script, { deadlineMs: 10_000, signal })).code === 0;
  }

  /** Everything it has said so far. */
  log(signal: AbortSignal): Promise<string> {
    return this.#agent.must(`cat /run/${this.#name}.log`, { deadlineMs: 10_000, signal });
  }
}
