import type { Fields, Schema, Shape } from './shape.js';

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const checks = {
  string: (value: unknown) => typeof value === 'string',
  int: (value: unknown) => Number.isSafeInteger(value),
  number: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  bool: (value: unknown) => typeof value === 'boolean',
  time: (value: unknown) => typeof value === 'string' && rfc3339.test(value),
  any: () => true,
};

/** Every way in which `value` differs from the named object: wrong type, missing, undeclared. Empty = valid. */
export function validateObject(schema: Schema, name: string, value: unknown): string[] {
  return checkObject(schema, name, value, '');
}

/** A list reply may carry `paging` beside its declared key. */
export function validateReply(schema: Schema, name: string, body: unknown): string[] {
  if (!isObject(body) || !('paging' in body)) return validateObject(schema, name, body);
  const { paging, ...rest } = body;
  return [...checkObject(schema, name, rest, ''), ...checkObject(schema, 'Paging', paging, 'paging')];
}

function checkObject(schema: Schema, name: string, value: unknown, at: string): string[] {
  const fields = schema.definitions.get(name);
  if (fields === undefined) return [`${at || name}: no definition ${name}`];
  if (!isObject(value)) return [`${at || 'body'}: must be an object`];
  return [
    ...missing(fields, value, at),
    ...undeclared(fields, value, at),
    ...wrong(schema, fields, value, at),
  ];
}

function missing(fields: Fields, value: Record<string, unknown>, at: string): string[] {
  const required = [...fields].filter(([, field]) => field.required).map(([key]) => key);
  return required.filter((key) => value[key] === undefined).map((key) => `${join(at, key)}: is required`);
}

function undeclared(fields: Fields, value: Record<string, unknown>, at: string): string[] {
  return Object.keys(value)
    .filter((key) => !fields.has(key))
    .map((key) => `${join(at, key)}: is not declared`);
}

function wrong(schema: Schema, fields: Fields, value: Record<string, unknown>, at: string): string[] {
  return [...fields].flatMap(([key, field]) => {
    const part = value[key];
    return part === undefined ? [] : checkShape(schema, field.shape, part, join(at, key));
  });
}

function checkShape(schema: Schema, shape: Shape, value: unknown, at: string): string[] {
  if (shape.kind === 'object') return checkObject(schema, shape.name, value, at);
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return [`${at}: must be a list`];
    return value.flatMap((item, index) => checkShape(schema, shape.of, item, `${at}[${index}]`));
  }
  return checks[shape.kind](value) ? [] : [`${at}: must be ${shape.kind}, is ${JSON.stringify(value)}`];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
