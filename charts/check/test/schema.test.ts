import { expect, test } from 'vitest';
import { isMap, leavesOf, readChartFile, values } from './values-tree.js';

type Schema = Readonly<Record<string, unknown>>;

const root = JSON.parse(readChartFile('values.schema.json')) as Schema;

/** Keys that have no default: they are set, or the driver's own default counts. */
const WITHOUT_DEFAULT = ['global', ...['timers', 'multipath'].flatMap((key) => keysBelow(key))];

function keysBelow(key: string): readonly string[] {
  const { properties } = propertiesOf(root)[key] ?? {};
  return isMap(properties) ? Object.keys(properties).map((name) => `${key}.${name}`) : [];
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { $ref, properties } = schema;
  if (typeof $ref === 'string') {
    const definitions = root['definitions'] as Readonly<Record<string, Schema>>;
    return propertiesOf(definitions[$ref.replace('#/definitions/', '')] ?? {});
  }
  return (properties ?? {}) as Readonly<Record<string, Schema>>;
}

function pathsOf(schema: Schema, path: readonly string[] = []): readonly string[] {
  const below = Object.entries(propertiesOf(schema));
  if (path.at(-1) === 'resources' || below.length === 0) return [path.join('.')];
  return below.flatMap(([key, one]) => pathsOf(one, [...path, key]));
}

test('schema and values know the same keys', () => {
  const inSchema = pathsOf(root).filter((path) => !WITHOUT_DEFAULT.includes(path));
  const inValues = leavesOf(values).map(({ path }) => path);
  const empty = ['timers', 'multipath'];
  expect([...inSchema, ...empty].sort()).toEqual([...inValues].sort());
});
