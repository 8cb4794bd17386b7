import type { ConfigProblems } from './config-problem.js';
import { nearestName } from './nearest-name.js';

/** Reads the members of one object of the configuration file and remembers which it knows. */
export class FieldReader {
  private readonly value: Readonly<Record<string, unknown>>;
  private readonly where: string;
  private readonly problems: ConfigProblems;
  private readonly known = new Set<string>();

  constructor(input: unknown, where: string, problems: ConfigProblems) {
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
    if (!isObject && input !== undefined) problems.add(where, input, 'give an object');
    this.value = isObject ? (input as Readonly<Record<string, unknown>>) : {};
    this.where = where;
    this.problems = problems;
  }

  path(key: string): string {
    return `${this.where}${this.where.endsWith(':') ? ' ' : '.'}${key}`;
  }

  any(key: string): unknown {
    this.known.add(key);
    return this.value[key];
  }

  text(key: string): string | undefined {
    const value = this.any(key);
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    this.problems.add(this.path(key), value, 'give a non-empty text');
    return undefined;
  }

  requiredText(key: string): string {
    const text = this.text(key);
    if (this.value[key] === undefined) this.problems.add(this.path(key), undefined, 'is required');
    return text ?? '';
  }

  /** A whole number of milliseconds (or another count) in the range. */
  count(key: string, fallback: number, [least, most]: readonly [number, number]): number {
    const value = this.any(key) ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.problems.add(this.path(key), value, `give a whole number from ${least} to ${most}`);
    return fallback;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.any(key) ?? fallback;
    if (typeof value === 'boolean') return value;
    this.problems.add(this.path(key), value, 'give true or false');
    return fallback;
  }

  texts(key: string): readonly string[] {
    const value = this.any(key) ?? [];
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== ''))
      return value as string[];
    this.problems.add(this.path(key), value, 'give a list of texts');
    return [];
  }

  /** To be called last: anything nobody asked for is a mistake. */
  rejectUnknown(): void {
    const known = [...this.known];
    for (const key of Object.keys(this.value)) {
      if (this.known.has(key)) continue;
      const nearest = nearestName(key, known);
      const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
      this.problems.add(
        this.path(key),
        undefined,
        `is not known here; known are ${known.join(', ')}${meant}`,
      );
    }
  }
}
