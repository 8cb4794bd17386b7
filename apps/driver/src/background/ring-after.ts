import type { CancelSignal } from '@twinsite/domain';
import type { ChangeBell } from './change-bell.js';

type UseCase<Request, Answer> = (request: Request, signal: CancelSignal) => Promise<Answer>;

/** The same use case; the bell rings when it has ended, well or not: a failure may have changed something too. */
export function ringAfter<Request, Answer>(
  bell: ChangeBell,
  useCase: UseCase<Request, Answer>,
): UseCase<Request, Answer> {
  return async (request, signal) => {
    try {
      return await useCase(request, signal);
    } finally {
      bell.ring();
    }
  };
}
