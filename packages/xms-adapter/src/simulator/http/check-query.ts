import type { Fields, Shape } from '../schema/shape.js';

/** Every way in which a query differs from what the operation declares; `token` is allowed everywhere. */
export function checkQuery(fields: Fields, values: URLSearchParams): string[] {
  const given = [...values].filter(([name]) => name !== 'token');
  const wrong = given.flatMap(([name, value]) => {
    const field = fields.get(name);
    if (!field) return [`query ${name}: is not declared`];
    return isOf(field.shape, value)
      ? []
      : [`query ${name}: must be ${field.shape.kind}, is ${JSON.stringify(value)}`];
  });
  const required = [...fields].filter(([name, field]) => field.required && !values.has(name));
  return [...wrong, ...required.map(([name]) => `query ${name}: is required`)];
}

function isOf(shape: Shape, value: string): boolean {
  if (shape.kind === 'int') return /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value));
  if (shape.kind === 'bool') return value === 'true' || value === 'false';
  return true;
}
