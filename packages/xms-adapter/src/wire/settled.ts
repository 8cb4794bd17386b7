/** Where an object stands, by its status words (contract section 5; none of them is declared by the API). */
export type Settled = 'done' | 'failed' | 'in-progress';

const DONE = new Set(['active', 'finished', 'healthy']);

export function settledBy(status: string): Settled {
  if (DONE.has(status)) return 'done';
  return /^error|_error$/.test(status) ? 'failed' : 'in-progress';
}

/**
 * For objects with an `action_status`: an operation runs on an otherwise usable object until that word is empty, a
 * done word, or an error (the object itself stays usable).
 */
export function settledWithAction(status: string, action: string): Settled {
  const own = settledBy(status);
  return own === 'done' && action !== '' && settledBy(action) === 'in-progress' ? 'in-progress' : own;
}
