/** A reply that lacks a promised field, or has another type there. Caught where replies are decoded. */
export class MalformedReply extends Error {}

/**
 * Reads one JSON object by field. Fields nobody asks for are ignored, since later versions add some; a missing or
 * ill-typed one is a MalformedReply that names the place.
 */
export class Reader {
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly at: string;

  constructor(value: unknown, at: string) {
    if (!isObject(value)) throw new MalformedReply(`${at} is ${nameOf(value)}, not an object`);
    this.fields = value;
    this.at = at;
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined && this.fields[key] !== null;
  }

  text(key: string): string {
    return this.optionalText(key) ?? this.missing(key, 'text');
  }

  optionalText(key: string): string | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : this.wrong(key, 'text', value);
  }

  /** An integer that JSON carries without loss. */
  integer(key: string): number {
    return this.optionalInteger(key) ?? this.missing(key, 'an integer');
  }

  optionalInteger(key: string): number | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    return Number.isSafeInteger(value) ? (value as number) : this.wrong(key, 'an integer', value);
  }

  optionalNumber(key: string): number | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'number' ? value : this.wrong(key, 'a number', value);
  }

  /** False when absent. */
  flag(key: string): boolean {
    return this.optionalFlag(key) ?? false;
  }

  optionalFlag(key: string): boolean | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : this.wrong(key, 'true or false', value);
  }

  object(key: string): Reader {
    return this.optionalObject(key) ?? this.missing(key, 'an object');
  }

  optionalObject(key: string): Reader | undefined {
    return this.has(key) ? new Reader(this.fields[key], `${this.at}.${key}`) : undefined;
  }

  list<T>(key: string, decode: (item: Reader) => T): readonly T[] {
    return this.optionalList(key, decode) ?? this.missing(key, 'a list');
  }

  optionalList<T>(key: string, decode: (item: Reader) => T): readonly T[] | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return this.wrong(key, 'a list', value);
    return value.map((item: unknown, index) => decode(new Reader(item, `${this.at}.${key}[${index}]`)));
  }

  optionalTexts(key: string): readonly string[] | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return this.wrong(key, 'a list', value);
    return value.map((item: unknown) =>
      typeof item === 'string' ? item : this.wrong(key, 'a list of texts', item),
    );
  }

  private missing(key: string, wanted: string): never {
    throw new MalformedReply(`${this.at}.${key} is missing; it should be ${wanted}`);
  }

  private wrong(key: string, wanted: string, value: unknown): never {
    throw new MalformedReply(`${this.at}.${key} is ${nameOf(value)}, not ${wanted}`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a value, never the value itself: it may be a secret. */
function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'number' ? 'another number' : `of type ${typeof value}`;
}
