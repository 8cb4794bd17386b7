import { isObject } from '../../../src/simulator/schema/validate.js';
import type { Field, Fields, Schema, Shape } from '../../../src/simulator/schema/shape.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * How the schema differs from a Swagger 2 document, for every definition and operation that both have.
 * Names only one of them has are not compared: the schema is a part of the API.
 */
export function specDifferences(schema: Schema, spec: Json): string[] {
  const definitions = child(spec, 'definitions');
  const fromDefinitions = [...schema.definitions]
    .filter(([name]) => name in definitions)
    .flatMap(([name, fields]) =>
      compare(name, describeFields(fields), describeObject(definitions, child(definitions, name))),
    );
  return [...fromDefinitions, ...operationDifferences(schema, spec)];
}

function operationDifferences(schema: Schema, spec: Json): string[] {
  return Object.entries(child(spec, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) => {
      const key = `${method.toUpperCase()} ${path.replaceAll(/\{[^}]+\}/g, '{id}')}`;
      const ours = schema.operations.get(key);
      if (!ours || !isObject(operation)) return [];
      const parameters = Array.isArray(operation['parameters'])
        ? operation['parameters'].filter(isObject)
        : [];
      const query = parameters.filter((parameter) => parameter['in'] === 'query');
      const body = parameters.find((parameter) => parameter['in'] === 'body');
      const replies = Object.entries(child(operation, 'responses')).map(([status, reply]) => {
        return `${status}:${isObject(reply) ? refOf(reply['schema']) : ''}`;
      });
      return [
        ...compare(`${key} query`, describeFields(ours.query), query.map(describeParameter)),
        ...compare(`${key} body`, [ours.request ?? ''], [refOf(body?.['schema'])]),
        ...compare(
          `${key} replies`,
          [...ours.replies].map(([status, name]) => `${status}:${name ?? ''}`),
          replies,
        ),
      ];
    }),
  );
}

function compare(what: string, ours: readonly string[], theirs: readonly string[]): string[] {
  const extra = ours.filter((line) => !theirs.includes(line)).map((line) => `${what}: only here: ${line}`);
  const lost = theirs
    .filter((line) => !ours.includes(line))
    .map((line) => `${what}: only in the spec: ${line}`);
  return [...extra, ...lost];
}

function describeFields(fields: Fields): string[] {
  return [...fields].map(
    ([name, field]: [string, Field]) => `${name}${field.required ? '!' : ''}:${shapeText(field.shape)}`,
  );
}

function shapeText(shape: Shape): string {
  if (shape.kind === 'list') return `[${shapeText(shape.of)}]`;
  return shape.kind === 'object' ? shape.name : shape.kind;
}

function describeParameter(parameter: Json): string {
  return `${String(parameter['name'])}${parameter['required'] === true ? '!' : ''}:${typeText(parameter)}`;
}

function describeObject(definitions: Json, value: Json): string[] {
  const parts = Array.isArray(value['allOf']) ? value['allOf'].filter(isObject) : undefined;
  if (parts) return parts.flatMap((part) => describeObject(definitions, part));
  if (typeof value['$ref'] === 'string') return describeObject(definitions, child(definitions, refOf(value)));
  const required = Array.isArray(value['required']) ? value['required'] : [];
  return Object.entries(child(value, 'properties')).map(([name, property]) => {
    return `${name}${required.includes(name) ? '!' : ''}:${typeText(isObject(property) ? property : {})}`;
  });
}

const words: Readonly<Record<string, string>> = {
  integer: 'int',
  number: 'number',
  boolean: 'bool',
  string: 'string',
};

function typeText(value: Json): string {
  if (typeof value['$ref'] === 'string') return refOf(value);
  const items = child(value, 'items');
  if (value['type'] === 'array')
    return Object.keys(child(items, 'properties')).length > 0 || items['type'] === 'object'
      ? 'any'
      : `[${typeText(items)}]`;
  if (value['format'] === 'date-time') return 'time';
  return words[String(value['type'])] ?? 'any';
}

function refOf(value: unknown): string {
  const ref = isObject(value) ? value['$ref'] : undefined;
  return typeof ref === 'string' ? (ref.split('/').at(-1) ?? '') : '';
}

function child(value: Json, key: string): Json {
  const inner = value[key];
  return isObject(inner) ? inner : {};
}
