import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import type { RenderedObject } from '../helm/rendered.js';
import { driversOf } from './read-by-driver.js';
import { checkNone, checkSame } from './same.js';

/** Texts that bare YAML takes for something else: truth values, numbers, dates, times, references, comments, keys. */
const WORDS = [
  'on',
  'no',
  '~',
  'null',
  '0x1',
  '0o17',
  '1e3',
  '1_000',
  '12:30',
  '2001-01-01',
  '.inf',
  '=',
  '<<',
];
const SIGNS = [
  'a: b',
  'a #b',
  '#a',
  '- a',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`a',
  '{a',
  '[a',
  '"a',
  "'a",
  ' a ',
];
const ODD = [...WORDS, ...SIGNS];

/** Names that Kubernetes allows, and bare YAML takes for numbers or truth values. */
const NAMES = { release: '1e3', namespace: '12' } as const;
export const ODD_NAMES = {
  clusterId: '0x1',
  sites: { nodeLabel: 'on', a: { nodeLabelValues: ['1e3'] }, b: { nodeLabelValues: ['true'] } },
  controller: { serviceAccount: { name: '0x1' } },
  node: { serviceAccount: { name: 'on' } },
  rbac: { secretNamespaces: ['1e3', 'no'] },
  examples: {
    storageClass: {
      enabled: true,
      name: 'on',
      accessPaths: '7',
      pool: '1e3',
      secretName: 'yes',
      secretNamespace: '8',
    },
    volumeSnapshotClass: { enabled: true, name: '9' },
  },
};

/** What a person has named stays the text that was given, whatever it looks like. */
export async function checkOddWords(report: Report, chart: Chart): Promise<void> {
  const arrays = ODD.map((name, index) => ({ name, managers: [`10.0.0.${index + 1}`], secretName: '1e3' }));
  const sites = { a: { hosts: ODD } };
  const guesses = { identityRule: { prefix: '60' }, vip: { network: '1e3', resourceType: 'on' } };
  const names = { ...ODD_NAMES, defaultAccessPath: '0x1', multipath: { vendor: '1e3' } };
  const values = { ...names, ...guesses, arrays, sites };
  const objects = await chart.render({ values, namespace: NAMES.namespace });
  const folder = await mkdtemp(join(tmpdir(), 'twinsite-chart-'));
  try {
    for (const index of ODD.keys()) await writeSecret(join(folder, String(index)));
    const taken = await driversOf(objects, folder);
    checkSame(report, 'the driver takes names that look like something else', taken.problems, []);
    checkSame(report, 'and reads every one as it was given', taken.arrays['controller'], ODD);
    const cluster = { clusterId: '0x1', namespace: NAMES.namespace, sites: ODD.length };
    checkSame(report, 'also those of cluster, namespace and hosts', taken.cluster, {
      ...cluster,
      fence: { removalDrains: false, waitMs: 60_000 },
      identityRule: guesses.identityRule,
      vipWords: guesses.vip,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  const named = await chart.render({ values: ODD_NAMES, ...NAMES });
  const seen = named.flatMap((object) => textsOf(object));
  const wrong = seen.filter(({ value }) => typeof value !== 'string').map(({ place }) => place);
  checkNone(report, 'names in every object are texts for the API server', wrong, { of: seen.length });
}

async function writeSecret(folder: string): Promise<void> {
  await mkdir(folder);
  for (const key of ['user', 'password']) await writeFile(join(folder, key), 'x\n');
}

interface Text {
  readonly place: string;
  readonly value: unknown;
}

/** Fields of Kubernetes that are texts, and maps of texts. */
const TEXT = /^(name|namespace|secretName|serviceAccountName|policyName|key|path|mountPath)$/;
const TEXTS = /^(labels|annotations|matchLabels|parameters|nodeSelector|resourceNames|values|args)$/;

function textsOf(object: RenderedObject): readonly Text[] {
  const { kind, metadata } = object;
  return leaves(object, []).flatMap(({ path, value }) => {
    const [last = '', above = ''] = [path.at(-1), path.at(-2)];
    const isText = TEXT.test(last) || TEXTS.test(above);
    return isText ? [{ place: `${kind} ${metadata.name}: ${path.join('.')}`, value }] : [];
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

const leaves = (value: unknown, path: readonly string[]): readonly Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
    : [{ path, value }];
