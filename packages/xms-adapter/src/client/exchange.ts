import { failed, ok, stoppedProblem, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { XmsCallLog } from './call-log.js';
import { hedge, type Attempt } from './hedge.js';
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

interface Heard {
  readonly outcome: LinkOutcome;
  readonly manager: string;
}

const isAnswer = (outcome: LinkOutcome): boolean => outcome.kind === 'reply' && outcome.status < 500;

const reasonOf = (
  outcome: Exclude<LinkOutcome, { kind: 'stopped' }>,
  { secrets }: ExchangeRequest,
): string => (outcome.kind === 'reply' ? describeReply(outcome, secrets) : outcome.reason);

/** Nobody else is asked after it. */
const isFinal = ({ repeatable }: ExchangeRequest, outcome: LinkOutcome): boolean =>
  isAnswer(outcome) || outcome.kind === 'stopped' || (!repeatable && outcome.kind !== 'not-sent');

interface Tried {
  readonly manager: string;
  readonly reason: string;
}

/** Sends requests to the managers of one array, in order, until one answers. */
export class Exchange {
  readonly array: string;
  private readonly links: readonly ManagerLink[];
  private readonly log: XmsCallLog;
  private readonly patienceMs: number;

  constructor(array: string, links: readonly ManagerLink[], log: XmsCallLog, patienceMs: number) {
    this.array = array;
    this.links = links;
    this.log = log;
    this.patienceMs = patienceMs;
  }

  /**
   * The first answer. A change goes to another manager only when it was provably not sent; otherwise it is
   * `outcome-unknown`, also after a 5xx. What may be repeated goes to the next manager too when the one before says nothing for
   * a while: a site that is dark must not cost each first call its whole deadline. One that nobody answers is `array-unreachable`.
   */
  async send(request: ExchangeRequest, signal: CancelSignal): Promise<Result<Reply, Problem>> {
    const started = performance.now();
    const outcomes = await this.outcomesOf(request, signal);
    const tried: Tried[] = [];
    for (const { outcome, manager } of outcomes) {
      if (outcome.kind === 'stopped')
        return failed(stoppedProblem(signal, request.operation, performance.now() - started));
      if (outcome.kind === 'reply' && isAnswer(outcome)) return ok({ ...outcome, manager });
      const reason = reasonOf(outcome, request);
      if (!request.repeatable && outcome.kind !== 'not-sent') {
        const { operation } = request;
        const detail = `${manager}: ${reason}`;
        return failed({ kind: 'outcome-unknown', array: this.array, operation, detail });
      }
      tried.push({ manager, reason });
    }
    return failed({ kind: 'array-unreachable', array: this.array, tried });
  }

  private outcomesOf(request: ExchangeRequest, signal: CancelSignal): Promise<readonly Heard[]> {
    const ways = this.waysOf(request);
    // A change waits for its manager as long as that one's own deadline allows.
    const patienceMs = request.repeatable ? this.patienceMs : undefined;
    return hedge(ways, { patienceMs, isGood: ({ outcome }) => isFinal(request, outcome) }, signal);
  }

  private *waysOf(request: ExchangeRequest): Generator<Attempt<Heard>> {
    for (const link of this.inOrder(request.repeatable))
      yield {
        start: async (signal) => ({
          outcome: await this.sendTo(link, request, signal),
          manager: link.manager.label,
        }),
        overtaken: () => link.breaker.failed(),
      };
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
