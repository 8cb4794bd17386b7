import { ok } from '../shared/result.js';
import { invalidParameter, parseList, type Parameters, type Parsed } from './parameter-fields.js';

/** Where the array's API answers when an entry names no port. */
const DEFAULT_PORT = 8056;

/** Managers as a class lists them: `host`, `host:port` or `http(s)://host:port`. The same one twice is a typing error. */
export function parseManagerList(parameters: Parameters, key: string): Parsed<readonly string[]> {
  const entries = parseList(parameters, key);
  if (!entries.ok) return entries;
  const places = entries.value.map(managerPlace);
  const index = places.findIndex((place, at) => places.indexOf(place) !== at);
  if (index < 0) return ok(entries.value);
  const again = entries.value[index] ?? '';
  return invalidParameter(key, parameters[key], `${again} is listed twice; name each manager once`);
}

/** Host and port that an entry stands for: two entries with the same place are one manager. */
export function managerPlace(entry: string): string {
  const bare = entry
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
  return /:\d+$/.test(bare) && !bare.endsWith(']') ? bare : `${bare}:${DEFAULT_PORT}`;
}
