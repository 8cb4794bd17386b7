const secretNames = new Set([
  'password',
  'encrypted_password',
  'uuid',
  'token',
  'tsecret',
  'isecret',
  'subject_access_token',
]);

/** A copy in which every secret value reads `***`; the rest is untouched. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const isSecret = secretNames.has(name) && typeof inner === 'string';
    return [name, isSecret ? '***' : maskSecrets(inner)] as const;
  });
  return Object.fromEntries(entries);
}

/** The same for a path with a query. */
export function maskQuery(url: string): string {
  return url.replaceAll(/([?&](?:token|subject_access_token)=)[^&]*/g, '$1***');
}
