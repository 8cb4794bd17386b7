import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { Message } from '@bufbuild/protobuf';
import type { Problem } from '@twinsite/domain';

export type UnaryCall = ServerUnaryCall<Message, Message>;

export interface CallerWatch {
  /** Resolves when the caller waits no longer: it cancelled, lost its connection or ran out of time. */
  readonly gone: Promise<Problem>;
  stop(): void;
}

/** Node's timers fire up to a millisecond early, and cut longer delays down to 1 ms. */
const TIMER_SLACK_MS = 5;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `fallbackMs` is the deadline of a call that brings none. */
export function watchCaller(call: UnaryCall, operation: string, fallbackMs: number): CallerWatch {
  const startedAt = Date.now();
  const given = Number(call.getDeadline());
  const deadline = Number.isFinite(given) ? given : startedAt + fallbackMs;
  const afterMs = Math.max(0, deadline - startedAt);
  const timeUp: Problem = { kind: 'deadline', operation, afterMs };
  let end: (why: Problem) => void = () => undefined;
  const gone = new Promise<Problem>((resolve) => {
    end = resolve;
  });
  // grpc-js reports a deadline that has passed as a cancel too.
  const onCancelled = (): void =>
    end(Date.now() + TIMER_SLACK_MS >= deadline ? timeUp : { kind: 'cancelled', operation });
  const timer = setTimeout(() => end(timeUp), Math.min(afterMs, LONGEST_TIMER_MS));
  call.once('cancelled', onCancelled);
  return {
    gone,
    stop() {
      clearTimeout(timer);
      call.removeListener('cancelled', onCancelled);
    },
  };
}
