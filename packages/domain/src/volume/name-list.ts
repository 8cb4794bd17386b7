import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

/** A comma list as StorageClasses write it: `10.0.0.1,10.0.0.2`. Empty entries and repetitions are refused. */
export function parseNameList(text: string, field: string): Result<readonly string[], GeneralProblem> {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    return invalid(field, text, 'the list has an empty entry; separate names by single commas');
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return invalid(field, text, `${repeated} is listed twice`);
  return ok(names);
}

function invalid(field: string, value: string, remedy: string): Result<never, GeneralProblem> {
  return failed({ kind: 'invalid-request', field, value, remedy });
}
