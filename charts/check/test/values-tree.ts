import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const chart = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'twinsite');

export const readChartFile = (name: string): string => readFileSync(join(chart, name), 'utf8');

export const values = parse(readChartFile('values.yaml')) as Readonly<Record<string, unknown>>;

export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys whose maps are one value: Kubernetes' own objects. */
const WHOLE = ['resources', 'nodeSelector'];

/** Every key that can be set, with its default. */
export function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  const isWhole = WHOLE.includes(path.at(-1) ?? '');
  if (!isMap(value) || isWhole || Object.keys(value).length === 0) return [{ path: path.join('.'), value }];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]));
}
