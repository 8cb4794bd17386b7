import { isMembers, type Members } from '../objects/members.js';
import { sameJson } from '../objects/same-json.js';

/** The JSON merge patch (RFC 7396) that makes `to` of `from`; empty where they are the same. Lists are exchanged whole. */
export function mergePatch(from: Members, to: Members): Members {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  const changes = [...names].flatMap((name): [string, unknown][] => {
    const [before, after] = [from[name], to[name]];
    if (after === undefined) return before === undefined ? [] : [[name, null]];
    if (sameJson(before, after)) return [];
    return [[name, isMembers(before) && isMembers(after) ? mergePatch(before, after) : after]];
  });
  return Object.fromEntries(changes);
}
