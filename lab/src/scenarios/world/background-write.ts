import type { GuestAgent } from '../../guest/guest-agent.js';
import { putCommand } from '../block-io.js';
import { waitFor } from '../wait-for.js';

const ENDED = '/run/background-write.code';

/** One 4 KiB write with O_DIRECT that may take its time; it outlives the call that starts it. */
export class BackgroundWrite {
  readonly #agent: GuestAgent;
  readonly #signal: AbortSignal;

  private constructor(agent: GuestAgent, signal: AbortSignal) {
    this.#agent = agent;
    this.#signal = signal;
  }

  static async start(
    agent: GuestAgent,
    at: { readonly device: string; readonly block: number; readonly text: string },
    signal: AbortSignal,
  ): Promise<BackgroundWrite> {
    const script = `rm -f ${ENDED}
cat > /run/background-write.sh <<'END'
${putCommand(at.device, at.block, at.text)}
echo $? > ${ENDED}
END
setsid bash /run/background-write.sh </dev/null >/dev/null 2>&1 &`;
    await agent.must(script, { deadlineMs: 10_000, signal });
    return new BackgroundWrite(agent, signal);
  }

  /** Its exit code once it has ended; undefined when it has not within the time. */
  async ended(withinMs: number): Promise<number | undefined> {
    const script = `[ -s ${ENDED} ] && cat ${ENDED}`;
    const code = async (): Promise<number | undefined> => {
      const reply = await this.#agent.run(script, { deadlineMs: 10_000, signal: this.#signal });
      return reply.code === 0 ? Number(reply.stdout.trim()) : undefined;
    };
    return waitFor(code, { deadlineMs: withinMs, everyMs: 200, signal: this.#signal });
  }
}
