import { expect, test } from 'vitest';
import { leavesOf, readChartFile, values } from './values-tree.js';

type Schema = Readonly<Record<string, unknown>>;

const root = JSON.parse(readChartFile('values.schema.json')) as Schema;

/** Maps that are empty: what is not set in them is the driver's own default. */
const WITHOUT_OWN_DEFAULTS = ['fence', 'identityRule', 'vip', 'timers', 'multipath'];

/** Keys that have no default: they are set, or the driver's own default counts. */
const WITHOUT_DEFAULT = ['global', ...WITHOUT_OWN_DEFAULTS.flatMap((key) => keysBelow(key))];

function keysBelow(key: string): readonly string[] {
  return Object.keys(propertiesOf(propertiesOf(root)[key] ?? {})).map((name) => `${key}.${name}`);
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
  expect([...inSchema, ...WITHOUT_OWN_DEFAULTS].sort()).toEqual([...inValues].sort());
});
