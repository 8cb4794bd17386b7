import type { Message } from '@bufbuild/protobuf';
import type { Problem, Result } from '@twinsite/domain';

/** How one call came out, before it is put into gRPC's words. */
export type Outcome =
  | { readonly kind: 'reply'; readonly message: Message }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Thrown by a mistake in this program. */
  | { readonly kind: 'defect'; readonly error: unknown };

export const asProblem = (problem: Problem): Outcome => ({ kind: 'problem', problem });

export function asOutcome(result: Result<Message, Problem>): Outcome {
  return result.ok ? { kind: 'reply', message: result.value } : asProblem(result.problem);
}
