/** Keys of parameters and contexts whose values are secrets, in a class of the NFS driver and in what the vendor's driver writes. */
const KEYS = ['password', 'token'];
/** The same in the JSON of `volumeInfo`. */
const IN_JSON = /"(?:password|token)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

/** The secrets in one entry of a map of texts. */
export function secretsInEntry(key: string, value: string): readonly string[] {
  if (KEYS.includes(key)) return value === '' ? [] : [value];
  return [...value.matchAll(IN_JSON)].map(([, secret = '']) => secret).filter((secret) => secret !== '');
}

export function hideInEntry(key: string, value: string, hidden: string): string {
  if (KEYS.includes(key)) return value === '' ? value : hidden;
  return value.replace(IN_JSON, (pair: string, secret: string) =>
    secret === '' ? pair : `${pair.slice(0, pair.length - secret.length - 1)}${hidden}"`,
  );
}
