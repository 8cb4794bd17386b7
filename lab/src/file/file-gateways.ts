import { setTimeout as sleep } from 'node:timers/promises';
import { GuestAgent } from '../guest/guest-agent.js';
import { addressOf, FILE_GATEWAYS, type FileGatewayName } from '../network/topology.js';
import { parseView, VIEW_SCRIPT } from './gateway-view.js';

const SERVING_MS = 30_000;

/** The file gateways as their management links reach them. */
export class FileGateways {
  readonly #agents = new Map(
    FILE_GATEWAYS.map((name) => [name, new GuestAgent(name, addressOf(name, 'management'))]),
  );

  agent(name: FileGatewayName): GuestAgent {
    const agent = this.#agents.get(name);
    if (agent === undefined) throw new RangeError(`no file gateway \`${name}\``);
    return agent;
  }

  /** Who has the VIP now, of those that can be asked. */
  async holder(signal: AbortSignal): Promise<FileGatewayName | undefined> {
    const asked = await Promise.all(
      FILE_GATEWAYS.map(async (name) => {
        const reply = await this.agent(name)
          .run(VIEW_SCRIPT, { deadlineMs: 3_000, signal })
          .catch(() => undefined);
        return reply !== undefined && parseView(reply.stdout).vips.length > 0 ? name : undefined;
      }),
    );
    return asked.find((name) => name !== undefined);
  }

  /** Resolves when one has the VIP and the other would take it: before that, a cut proves nothing. */
  async waitForPair(signal: AbortSignal): Promise<FileGatewayName> {
    const script = `read -r state < /run/vip-role/state && [ "$state" = MASTER -o "$state" = BACKUP ]`;
    const end = Date.now() + SERVING_MS;
    while (Date.now() < end) {
      const limits = { deadlineMs: 3_000, signal };
      const asked = FILE_GATEWAYS.map((name) => this.agent(name).run(script, limits));
      const replies = await Promise.all(asked.map((reply) => reply.catch(() => undefined)));
      if (replies.every((reply) => reply?.code === 0)) return this.waitForHolder(signal);
      await sleep(100, undefined, { signal });
    }
    throw new Error(`the file gateways have not been a pair within ${SERVING_MS} ms: see the log of backing`);
  }

  async waitForHolder(signal: AbortSignal): Promise<FileGatewayName> {
    const end = Date.now() + SERVING_MS;
    while (Date.now() < end) {
      const holder = await this.holder(signal);
      if (holder !== undefined) return holder;
      await sleep(100, undefined, { signal });
    }
    throw new Error(`no file gateway has had the VIP within ${SERVING_MS} ms: see the log of backing`);
  }

  /** A planned move: the gateway gives the VIP up, which the other takes. */
  async yieldVip(name: FileGatewayName, signal: AbortSignal): Promise<void> {
    await this.agent(name).must('/twinsite/files/vip-role yield', { deadlineMs: 30_000, signal });
  }
}
