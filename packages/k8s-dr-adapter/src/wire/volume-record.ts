import type { VolumeRecord } from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import { textIn, textsIn, type Json } from './fields.js';

const VERSION = 1;
const TEXTS = ['pv', 'clusterId', 'volumeHandle', 'volumeName', 'volumeId', 'sn', 'pool', 'array'] as const;

/** `volume.json` of a ConfigMap; undefined for another version, and for what is damaged. */
export function readVolumeRecord(text: string): VolumeRecord | undefined {
  const json = parseJson(text);
  if (!isRecord(json) || json['version'] !== VERSION) return undefined;
  const texts = readTexts(json);
  if (texts === undefined) return undefined;
  return {
    ...texts,
    managers: textsIn(json, 'managers'),
    naa: textIn(json, 'naa'),
    accessPath: textIn(json, 'accessPath'),
  };
}

/** Always the same text for the same record. */
export function formatVolumeRecord(record: VolumeRecord): string {
  const entries = Object.entries(record as unknown as Json).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: VERSION, ...Object.fromEntries(entries) }, undefined, 2)}\n`;
}

type Texts = Pick<VolumeRecord, (typeof TEXTS)[number]>;

function readTexts(json: Json): Texts | undefined {
  const texts = TEXTS.map((key) => [key, textIn(json, key)] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return Object.fromEntries(texts) as unknown as Texts;
}
