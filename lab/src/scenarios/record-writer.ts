import { ScriptFailed, type GuestAgent } from '../guest/guest-agent.js';

const PROGRAM = '/twinsite/files/record-writer';
const STATUS = '/run/record-writer.status';

export interface WriterStatus {
  readonly state: 'running' | 'stopped' | 'failed';
  readonly acknowledged: number;
  /** The longest time between two acknowledgements since the start. */
  readonly worstStallMs: number;
  /** The same since {@link RecordWriter.newWindow}, and the wall clock at which that gap began. */
  readonly window: { readonly number: number; readonly worstStallMs: number; readonly worstAtMs: number };
  readonly errno: number;
}

export interface CheckedRecords {
  readonly records: number;
  readonly missing: number;
  readonly torn: number;
}

/** The application of the lab on one node, see guest/record-writer.c. */
export class RecordWriter {
  readonly #agent: GuestAgent;
  readonly #file: string;

  constructor(agent: GuestAgent, file: string) {
    this.#agent = agent;
    this.#file = file;
  }

  async start(signal: AbortSignal): Promise<void> {
    const script = `rm -f ${STATUS}
setsid ${PROGRAM} append ${this.#file} ${STATUS} </dev/null >/run/record-writer.log 2>&1 &
echo $! > /run/record-writer.pid
for i in $(seq 100); do [ -s ${STATUS} ] && exit 0; sleep 0.05; done
cat /run/record-writer.log; exit 1`;
    await this.#agent.must(script, { deadlineMs: 20_000, signal });
  }

  async status(signal: AbortSignal): Promise<WriterStatus> {
    const text = await this.#agent.must(`cat ${STATUS}`, { deadlineMs: 10_000, signal });
    return JSON.parse(text) as WriterStatus;
  }

  /** Measures the worst stall anew from here, for example for one cut of several. */
  async newWindow(signal: AbortSignal): Promise<void> {
    const script = `before=$(grep -o '"number":[0-9]*' ${STATUS})
kill -USR1 $(cat /run/record-writer.pid)
for i in $(seq 100); do [ "$(grep -o '"number":[0-9]*' ${STATUS})" != "$before" ] && exit 0; sleep 0.05; done
exit 1`;
    await this.#agent.must(script, { deadlineMs: 20_000, signal });
  }

  /** Asks it to stop and waits for its last word. */
  async stop(signal: AbortSignal): Promise<WriterStatus> {
    const script = `kill $(cat /run/record-writer.pid)
for i in $(seq 200); do grep -q running ${STATUS} || break; sleep 0.1; done; cat ${STATUS}`;
    return JSON.parse(await this.#agent.must(script, { deadlineMs: 40_000, signal })) as WriterStatus;
  }
}

/** Reads records back with O_DIRECT on whatever node the agent is; missing or torn ones are a result, not an error. */
export async function checkRecords(
  agent: GuestAgent,
  file: string,
  count: number,
  signal: AbortSignal,
): Promise<CheckedRecords> {
  const reply = await agent.run(`${PROGRAM} check ${file} ${count}`, { deadlineMs: 120_000, signal });
  if (reply.code > 1) throw new ScriptFailed(agent.guest, reply);
  return JSON.parse(reply.stdout) as CheckedRecords;
}
