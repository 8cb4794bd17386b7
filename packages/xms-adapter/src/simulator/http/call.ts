import type { Identity } from '../state/accounts.js';
import { isObject } from '../schema/validate.js';

/** A request that has passed every check of form. */
export interface Call {
  /** The id in the path; 0 where the path has none. */
  readonly id: number;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Identity;
  readonly token: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Query parameters whose names and types the schema has confirmed. */
export class Query {
  private readonly values: URLSearchParams;

  constructor(values: URLSearchParams) {
    this.values = values;
  }

  text(name: string): string | undefined {
    return this.values.get(name) ?? undefined;
  }

  int(name: string): number | undefined {
    const text = this.values.get(name);
    return text === null ? undefined : Number(text);
  }

  flag(name: string): boolean | undefined {
    const text = this.values.get(name);
    return text === null ? undefined : text === 'true';
  }
}

/** A JSON object whose fields and types the schema has confirmed. */
export class Body {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.fields = isObject(value) ? value : {};
  }

  has(name: string): boolean {
    return name in this.fields;
  }

  inner(name: string): Body {
    return new Body(this.fields[name]);
  }

  raw(name: string): Readonly<Record<string, unknown>> {
    const value = this.fields[name];
    return isObject(value) ? value : {};
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    return typeof value === 'string' ? value : undefined;
  }

  int(name: string): number | undefined {
    const value = this.fields[name];
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.fields[name];
    return typeof value === 'boolean' ? value : undefined;
  }

  ints(name: string): number[] | undefined {
    const value = this.fields[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : undefined;
  }

  texts(name: string): string[] | undefined {
    const value = this.fields[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
  }

  list(name: string): Body[] | undefined {
    const value = this.fields[name];
    return Array.isArray(value) ? value.map((item) => new Body(item)) : undefined;
  }
}
