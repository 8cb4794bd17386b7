import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import { parse } from 'yaml';
import type { Chart } from '../helm/chart.js';
import { checkNone } from './same.js';
import { CLUSTER } from './values.js';

const TYPO = 'replicaCount';
/** Maps whose keys are the operator's or Kubernetes'. */
const OPEN = /(^|\.)(nodeSelector|podAnnotations|podLabels|annotations|labels|requests|limits)$/;

/** A key that nobody reads would be a wish that is not granted, so it is refused wherever it stands. */
export async function checkUnknownKeys(report: Report, chart: Chart): Promise<void> {
  const values = parse(await readFile(join(chart.directory, 'values.yaml'), 'utf8')) as Tree;
  const places = mapsIn(values, []).filter((path) => !OPEN.test(path.join('.')));
  const attempts = await inTurn(places, async (path) => {
    const { code, stderr } = await chart.attempt({ values: { ...CLUSTER, ...nested(path) } });
    const refused = code !== 0 && stderr.includes(`additional properties '${TYPO}' not allowed`);
    return refused ? [] : [path.join('.')];
  });
  checkNone(report, 'an unknown key is refused wherever it stands', attempts.flat(), { of: places.length });
}

interface Tree {
  readonly [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapsIn = (value: unknown, path: readonly string[]): readonly (readonly string[])[] =>
  isTree(value) ? [path, ...Object.entries(value).flatMap(([key, one]) => mapsIn(one, [...path, key]))] : [];

const nested = (path: readonly string[]): Tree =>
  path.reduceRight<Tree>((inner, key) => ({ [key]: inner }), { [TYPO]: 1 });

async function inTurn<From, To>(
  all: readonly From[],
  each: (one: From) => Promise<To>,
): Promise<readonly To[]> {
  const done: To[] = [];
  for (const one of all) done.push(await each(one));
  return done;
}
