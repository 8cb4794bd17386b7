import { failed, ok, type ConfigProblem, type Result } from '@twinsite/domain';

/** One object of a kubeconfig. No value ever stands in a problem: many are secrets. */
export class Entry {
  readonly where: string;
  private readonly fields: Readonly<Record<string, unknown>>;

  private constructor(fields: Readonly<Record<string, unknown>>, where: string) {
    this.fields = fields;
    this.where = where;
  }

  static of(value: unknown, where: string): Result<Entry, ConfigProblem> {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ok(new Entry(value as Readonly<Record<string, unknown>>, where))
      : failed({ where, remedy: 'should be an object' });
  }

  /** Undefined when absent, empty or no text. */
  text(key: string): string | undefined {
    const value = this.fields[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  flag(key: string): boolean {
    return this.fields[key] === true;
  }

  has(key: string): boolean {
    const value = this.fields[key];
    return value !== undefined && value !== null && value !== '';
  }

  /** The entry called `name` in the list `list`, unwrapped from its member `inner`. */
  named(list: string, name: string, inner: string): Result<Entry, ConfigProblem> {
    const items: unknown = this.fields[list];
    const found = Array.isArray(items)
      ? (items as unknown[]).find((item) => nameOf(item) === name)
      : undefined;
    if (found === undefined) {
      return failed({
        where: `${this.where} ${list}`,
        value: name,
        remedy: 'there is no entry of this name',
      });
    }
    return Entry.of((found as Readonly<Record<string, unknown>>)[inner], `${this.where} ${list} ${name}`);
  }
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined;
}
