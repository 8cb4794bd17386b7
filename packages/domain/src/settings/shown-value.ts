/** A value as a message may show it: an object may hold secrets, and a key may stand where something else should. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value);
  if (Array.isArray(value) && value.length > 0) return '(a list)';
  if (typeof value === 'object' && value !== null && text !== '{}' && text !== '[]') return '(an object)';
  return /AGE-SECRET-KEY-|PRIVATE KEY/i.test(text) ? '(a key)' : text;
}
