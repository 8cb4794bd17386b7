import type { Problem } from '@twinsite/domain';

/** What keeps this process from even asking the API server; the next call tries again. */
export const accessProblem = (detail: string): Problem => ({
  kind: 'kubernetes-unreachable',
  operation: 'authenticate',
  detail,
});
