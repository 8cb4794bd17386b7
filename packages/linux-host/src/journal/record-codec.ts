import {
  bytes,
  parseBytes,
  parseNaa,
  type Attachment,
  type NodeRecord,
  type TargetPortal,
} from '@twinsite/domain';
import { decodePortal, encodePortal } from './portal-codec.js';

/** Version N also reads N-1: a record outlives an upgrade of the driver. */
const VERSION = 2;
const PREVIOUS = 1;

export function encodeRecord(record: NodeRecord): string {
  const { attachment, leaving, contextPortals, ...rest } = record;
  const whole = {
    version: VERSION,
    ...rest,
    attachment: {
      ...attachment,
      size: attachment.size.toString(),
      portals: attachment.portals.map(encodePortal),
    },
    leaving: leaving?.map(encodePortal),
    contextPortals: contextPortals?.map(encodePortal),
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/** The record, or what is wrong with the text, as a sentence part. */
export function decodeRecord(text: string): NodeRecord | string {
  const root = parseObject(text);
  if (root === undefined) return 'it is not a whole JSON object';
  const { version } = root;
  if (version !== VERSION && version !== PREVIOUS) {
    return `version ${JSON.stringify(version)} is not known to this driver, which reads ${PREVIOUS} and ${VERSION}`;
  }
  const { volume, stagingPath } = root;
  const phase = PHASES.find((known) => known === root['phase']);
  const attachment = decodeAttachment(root['attachment'], version);
  if (typeof volume !== 'string' || typeof stagingPath !== 'string')
    return 'volume or stagingPath is missing';
  if (phase === undefined) return `phase ${JSON.stringify(root['phase'])} is not known`;
  const published = decodePaths(root['published']);
  if (published === undefined) return 'published is no list of paths';
  if (typeof attachment === 'string') return attachment;
  const gained = decodeGained(root);
  return typeof gained === 'string'
    ? gained
    : { volume, stagingPath, attachment, published, phase, ...gained };
}

/** What version 2 has gained since: absent in older records, and an older driver reads on without it. */
function decodeGained(
  root: Record<string, unknown>,
): Pick<NodeRecord, 'bootId' | 'leaving' | 'contextPortals'> | string {
  const { bootId } = root;
  if (bootId !== undefined && typeof bootId !== 'string') return 'bootId is no text';
  const leaving = decodePortals(root['leaving'] ?? []);
  const contextPortals = decodePortals(root['contextPortals'] ?? []);
  if (leaving === undefined || contextPortals === undefined) return 'leaving or contextPortals are wrong';
  return {
    ...(bootId === undefined ? {} : { bootId }),
    ...(leaving.length > 0 && { leaving }),
    ...(contextPortals.length > 0 && { contextPortals }),
  };
}

const PHASES: readonly NodeRecord['phase'][] = [
  'connecting',
  'formatting',
  'mounting',
  'staged',
  'unstaging',
];
/** Version 1 did not know where a volume was published. */
function decodePaths(value: unknown): readonly string[] | undefined {
  const list: unknown[] | undefined =
    value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : undefined;
  return list?.every((path) => typeof path === 'string') === true ? list : undefined;
}

const ORIGINS: readonly Attachment['origin'][] = ['new', 'copied'];

function decodeAttachment(value: unknown, version: 1 | 2): Attachment | string {
  const fields = asObject(value);
  if (fields === undefined) return 'attachment is missing';
  const naa = parseNaa(String(fields['naa']));
  const size = parseBytes(String(fields['size']));
  const origin = ORIGINS.find((known) => known === fields['origin']);
  const { lun } = fields;
  const portals = decodePortals(fields['portals']);
  if (naa === undefined || size === undefined || origin === undefined)
    return 'attachment: naa, size or origin is wrong';
  if (!Number.isInteger(lun) || portals === undefined || portals.length === 0) {
    return 'attachment: lun or portals are wrong';
  }
  const use = version === PREVIOUS ? usedAsInVersion1(origin) : decodeUse(fields);
  if (use === undefined) return 'attachment: readOnly, mayFormat, pathMode or accessPath is wrong';
  return { naa, lun: lun as number, size: bytes(size), origin, ...use, portals };
}

function decodePortals(value: unknown): readonly TargetPortal[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const portals = (value as unknown[]).map(decodePortal);
  return portals.includes(undefined) ? undefined : portals.filter((portal) => portal !== undefined);
}

type Use = Pick<Attachment, 'readOnly' | 'mayFormat' | 'pathMode' | 'accessPath'>;

const usedAsInVersion1 = (origin: Attachment['origin']): Use => ({
  readOnly: false,
  mayFormat: origin === 'new',
  pathMode: 'multipath',
});

function decodeUse({ readOnly, mayFormat, pathMode, accessPath }: Record<string, unknown>): Use | undefined {
  if (typeof readOnly !== 'boolean' || typeof mayFormat !== 'boolean') return undefined;
  if (pathMode !== 'multipath' && pathMode !== 'vip') return undefined;
  if (accessPath === undefined) return { readOnly, mayFormat, pathMode };
  return typeof accessPath === 'string' ? { readOnly, mayFormat, pathMode, accessPath } : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
