import type { Message } from '@bufbuild/protobuf';
import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { answer, type Answer } from './answer.js';
import { problemOfAbort } from './call-ended.js';
import { openCallLog, type CallLog } from './call-log.js';
import type { CallObserver } from './call-observer.js';
import { watchCaller, type CallerWatch } from './caller-watch.js';
import { fingerprint } from './fingerprint.js';
import type { Job, Operations } from './operations.js';
import { asOutcome, asProblem, type Outcome } from './outcome.js';
import { masker } from './redact-secrets.js';
import type { Rpc, RpcWork } from './rpc.js';
import { checkSizes } from './size-limits.js';

/** What all calls of one service share. */
export interface Porch {
  readonly observer: CallObserver;
  readonly operations: Operations;
  /** Deadline of a call that brings none. Unit: ms. */
  readonly callDeadlineMs: number;
}

/** One call on its way through the porch. */
interface Visit {
  readonly rpc: Rpc;
  readonly request: Message;
  readonly caller: CallerWatch;
  readonly log: CallLog;
  /** Writes the log line and puts the outcome into gRPC's words. */
  readonly close: (outcome: Outcome, when: 'answered' | 'late') => Answer;
}

/** Around every call: log, size limits, checks, claim on the volume, deadline and cancel, gRPC's words. */
export function wrapCall(rpc: Rpc, porch: Porch): handleUnaryCall<Message, Message> {
  return (call, respond) => {
    const { request } = call;
    const log = openCallLog(porch.observer, rpc.method, request);
    const context = { requestId: log.labels.requestId, mask: masker(rpc.method.input, request) };
    const caller = watchCaller(call, rpc.method.name, porch.callDeadlineMs);
    const close: Visit['close'] = (outcome, when) => {
      const result = answer(outcome, context);
      log.finished(result.report, when);
      return result;
    };
    void settle(undefined, () => attend({ rpc, request, caller, log, close }, porch.operations)).then(
      (outcome) => {
        caller.stop();
        send(close(outcome, 'answered'), respond);
      },
    );
  };
}

async function attend(visit: Visit, operations: Operations): Promise<Outcome> {
  const { rpc, request, caller, log } = visit;
  const oversized = checkSizes(rpc.method.input, request);
  if (oversized !== undefined) return asProblem(oversized);
  const prepared = rpc.prepare(request);
  if (!prepared.ok) return asProblem(prepared.problem);
  const ticket = operations.begin(jobOf(visit, prepared.value));
  if (!ticket.ok) return asProblem(ticket.problem);
  if (ticket.value.joined) log.joined();
  const gone = caller.gone.then((why) => {
    ticket.value.leave(why);
    return asProblem(why);
  });
  return Promise.race([ticket.value.outcome, gone]);
}

function jobOf({ rpc, request, close }: Visit, work: RpcWork): Job {
  const keys = rpc.volume?.(request);
  return {
    op: rpc.method.name,
    claim: keys === undefined ? undefined : { keys, fingerprint: fingerprint(rpc.method, request) },
    work: (signal) => settle(signal, async () => asOutcome(await work(signal))),
    unheard: (outcome) => void close(outcome, 'late'),
  };
}

/** The porch's only catch: an exception is either the echo of an abort, or a defect. */
async function settle(signal: AbortSignal | undefined, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const problem = signal && problemOfAbort(error, signal);
    return problem === undefined ? { kind: 'defect', error } : asProblem(problem);
  }
}

function send({ reply }: Answer, respond: sendUnaryData<Message>): void {
  if ('message' in reply) respond(null, reply.message);
  else respond(reply.error);
}
