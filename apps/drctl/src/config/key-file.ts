import type { ConfigProblems } from '@twinsite/domain';

/** The name of a file that holds a secret; the secret itself in its place is refused, and not shown. */
export function keyFile<T extends string | undefined>(name: T, where: string, problems: ConfigProblems): T {
  if (name !== undefined && isKey(name))
    problems.add(where, undefined, 'give the name of a file that holds the key, not the key itself');
  return name;
}

/** Of age, in PEM, or as object stores give them out: 40 characters of base64. */
const isKey = (text: string): boolean =>
  /AGE-SECRET-KEY-|PRIVATE KEY/i.test(text) || /^[A-Za-z0-9+][A-Za-z0-9+/=]{39}$/.test(text);
