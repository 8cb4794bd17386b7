/**
 * The one text of a JSON value: members in one order, two spaces of indent, one LF at the end. Members that are
 * undefined are left out.
 */
export const canonicalJson = (value: unknown): string => `${JSON.stringify(sorted(value), undefined, 2)}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // A null prototype keeps a member called __proto__ a member.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of members) result[key] = sorted(member);
  return result;
}
