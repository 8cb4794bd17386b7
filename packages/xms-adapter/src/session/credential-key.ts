import { createHash } from 'node:crypto';
import type { ArrayCredentials } from '@twinsite/domain';

/** Tells credentials apart without keeping them as a key. */
export function credentialKey(credentials: ArrayCredentials): string {
  const parts =
    credentials.kind === 'token'
      ? ['token', credentials.token]
      : ['password', credentials.user, credentials.password];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** What no message may show. */
export function secretsOf(credentials: ArrayCredentials): readonly string[] {
  return [credentials.kind === 'token' ? credentials.token : credentials.password];
}
