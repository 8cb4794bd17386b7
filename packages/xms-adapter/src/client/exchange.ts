import { failed, ok, stoppedProblem, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { XmsCallLog } from './call-log.js';
import type { LinkRequest, ManagerLink } from './manager-link.js';
import type { LinkOutcome } from './reply-collector.js';
import { describeReply } from './redact.js';

export interface ExchangeRequest extends LinkRequest {
  /** Path without `/v1` and query, for the log. */
  readonly path: string;
  /** What the call is for, in words. */
  readonly operation: string;
  /** True when sending it twice does no harm: reads and logins. */
  readonly repeatable: boolean;
  /** Never to be shown, also when a reply repeats them. */
  readonly secrets: readonly string[];
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** `host:port` of the manager that answered. */
  readonly manager: string;
}

interface Tried {
  readonly manager: string;
  readonly reason: string;
}

/** Sends requests to the managers of one array, in order, until one answers. */
export class Exchange {
  readonly array: string;
  private readonly links: readonly ManagerLink[];
  private readonly log: XmsCallLog;

  constructor(array: string, links: readonly ManagerLink[], log: XmsCallLog) {
    this.array = array;
    this.links = links;
    this.log = log;
  }

  /**
   * The first answer. A change goes to another manager only when it was provably not sent; otherwise it is
   * `outcome-unknown`, also after a 5xx. A read that nobody answers is `array-unreachable`.
   */
  async send(request: ExchangeRequest, signal: CancelSignal): Promise<Result<Reply, Problem>> {
    const started = performance.now();
    const tried: Tried[] = [];
    for (const link of this.inOrder(request.repeatable)) {
      const outcome = await this.sendTo(link, request, signal);
      const manager = link.manager.label;
      if (outcome.kind === 'stopped') {
        return failed(stoppedProblem(signal, request.operation, performance.now() - started));
      }
      if (outcome.kind === 'reply' && outcome.status < 500) return ok({ ...outcome, manager });
      const reason = outcome.kind === 'reply' ? describeReply(outcome, request.secrets) : outcome.reason;
      if (!request.repeatable && outcome.kind !== 'not-sent') {
        const { operation } = request;
        return failed({
          kind: 'outcome-unknown',
          array: this.array,
          operation,
          detail: `${manager}: ${reason}`,
        });
      }
      tried.push({ manager, reason });
    }
    return failed({ kind: 'array-unreachable', array: this.array, tried });
  }

  /** Managers known to be dark come last, so that they are still tried when all others fail. */
  private *inOrder(mayProbe: boolean): Generator<ManagerLink> {
    const dark: ManagerLink[] = [];
    for (const link of this.links) {
      if (link.breaker.admits(mayProbe)) yield link;
      else dark.push(link);
    }
    yield* dark;
  }

  private async sendTo(
    link: ManagerLink,
    request: ExchangeRequest,
    signal: CancelSignal,
  ): Promise<LinkOutcome> {
    const started = performance.now();
    const outcome = await link.send(request, signal);
    this.log({
      array: this.array,
      manager: link.manager.label,
      method: request.method,
      path: request.path,
      outcome: outcome.kind === 'reply' ? outcome.status : outcome.kind,
      ms: Math.round(performance.now() - started),
    });
    return outcome;
  }
}
