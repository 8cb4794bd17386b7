import { isRecord } from '../client/kube-object.js';

export type Json = Readonly<Record<string, unknown>>;

/** Equal as JSON, whatever the order of members; absent and undefined are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameJson(a[key], b[key]));
}

/** RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map<string, unknown>(isRecord(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** What `before` has and `after` has not, as a merge patch that takes it away. */
export function removals(before: unknown, after: unknown): Json {
  const patch: Record<string, unknown> = {};
  if (!isRecord(before)) return patch;
  for (const [key, value] of Object.entries(before)) {
    const kept = isRecord(after) ? after[key] : undefined;
    if (kept === undefined) patch[key] = null;
    else if (isRecord(value)) patch[key] = removals(value, kept);
  }
  return patch;
}
