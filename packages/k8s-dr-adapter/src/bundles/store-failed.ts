import type { Problem } from '@twinsite/domain';

export const storeFailed = (place: string, error: unknown): Problem => ({
  kind: 'store-failed',
  place,
  detail: (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error)),
});

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export const isTaken = (error: unknown): boolean =>
  ['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '');
