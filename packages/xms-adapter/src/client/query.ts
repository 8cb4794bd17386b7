export type Query = Readonly<Record<string, string | number | boolean>>;

/** `?name=pvc-1&limit=500`, or nothing. */
export function formatQuery(query: Query): string {
  const pairs = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
