import type { ConfigProblems, FieldReader } from '@twinsite/domain';

export interface ListEntry {
  readonly entry: unknown;
  /** `drctl.yaml: groups[0]` */
  readonly where: string;
}

/** A member that is a list of objects; left out is an empty one. */
export function listIn(fields: FieldReader, key: string, problems: ConfigProblems): readonly ListEntry[] {
  const value = fields.any(key) ?? [];
  if (!Array.isArray(value)) {
    problems.add(fields.path(key), value, 'give a list');
    return [];
  }
  return value.map((entry: unknown, index) => ({ entry, where: `${fields.path(key)}[${index}]` }));
}
