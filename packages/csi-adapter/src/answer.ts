import type { Message } from '@bufbuild/protobuf';
import type { ServiceError } from '@grpc/grpc-js';
import { describeProblem } from '@twinsite/domain';
import type { CallFinished } from './call-observer.js';
import type { Outcome } from './outcome.js';
import { DEFECT_STATUS, statusCode, statusNames, type StatusName } from './status-codes.js';

/** What goes to the caller and what goes to the log. */
export interface Answer {
  readonly reply: { readonly message: Message } | { readonly error: Pick<ServiceError, 'code' | 'details'> };
  readonly report: Pick<CallFinished, 'code' | 'problem' | 'defect'>;
}

export interface AnswerContext {
  readonly requestId: string;
  /** Hides the secrets of the request. */
  readonly mask: (text: string) => string;
}

/** Keeps a status message well inside what clients accept as a header. */
const LONGEST_MESSAGE_BYTES = 2048;

export function answer(outcome: Outcome, { requestId, mask }: AnswerContext): Answer {
  switch (outcome.kind) {
    case 'reply':
      return { reply: { message: outcome.message }, report: { code: 'OK' } };
    case 'problem': {
      const { kind } = outcome.problem;
      const message = mask(describeProblem(outcome.problem));
      return {
        reply: refusal(statusNames[kind], message),
        report: { code: statusNames[kind], problem: { kind, message } },
      };
    }
    case 'defect': {
      const { message, stack } = describeDefect(outcome.error);
      const text = `internal error, request ${requestId}: a mistake in the driver, whose log has the details`;
      const defect = { message: mask(message), stack: mask(stack) };
      return { reply: refusal(DEFECT_STATUS, text), report: { code: DEFECT_STATUS, defect } };
    }
  }
}

function refusal(name: StatusName, message: string): Answer['reply'] {
  return { error: { code: statusCode(name), details: headerText(message) } };
}

/** grpc-js throws on lone surrogates (encodeURI); going through UTF-8 replaces them, also one cut in half here. */
function headerText(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= LONGEST_MESSAGE_BYTES) return bytes.toString('utf8');
  return `${bytes.subarray(0, LONGEST_MESSAGE_BYTES).toString('utf8')}…`;
}

function describeDefect(error: unknown): { message: string; stack: string } {
  if (error instanceof Error) return { message: error.message, stack: error.stack ?? error.message };
  return { message: String(error), stack: `thrown without a stack: ${String(error)}` };
}
