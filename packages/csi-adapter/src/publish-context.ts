import {
  all,
  failed,
  formatPortal,
  ok,
  parseBytes,
  parseNaa,
  parsePortal,
  type Attachment,
  type GeneralProblem,
  type Result,
  type TargetPortal,
} from '@twinsite/domain';

/**
 * What the controller tells the node (CSI publish_context). Strings only, at most 4 KiB, versioned: a node of version
 * N reads contexts of N-1, since attachments outlive an upgrade of the driver. It holds no secret.
 */
export type PublishContext = Readonly<Record<string, string>>;

type Parsed<T> = Result<T, GeneralProblem>;

const VERSION = '2';
const PREVIOUS = '1';
/** CSI specification, "Size Limits". */
const LIMIT_BYTES = 4096;
const LARGEST_LUN = 16383;

export function writePublishContext(attachment: Attachment): Parsed<Record<string, string>> {
  const portals = attachment.portals.map(({ iqn, portal, site }) => [
    iqn,
    formatPortal(portal),
    site ?? null,
  ]);
  const context = {
    v: VERSION,
    naa: attachment.naa,
    lun: String(attachment.lun),
    size: attachment.size.toString(),
    origin: attachment.origin,
    readonly: String(attachment.readOnly),
    format: String(attachment.mayFormat),
    mode: attachment.pathMode,
    ...(attachment.accessPath !== undefined && { path: attachment.accessPath }),
    portals: JSON.stringify(portals),
  };
  const size = Object.entries(context).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);
  if (size <= LIMIT_BYTES) return ok(context);
  return failed({
    kind: 'invalid-request',
    field: 'publish_context',
    value: `${size} bytes`,
    remedy: `${portals.length} portals do not fit into ${LIMIT_BYTES} bytes; use an access path with fewer portals`,
  });
}

export function readPublishContext(context: PublishContext): Parsed<Attachment> {
  const version = context['v'];
  if (version === undefined)
    return invalid('v', version, 'missing: not a context that ControllerPublishVolume gave');
  if (version === PREVIOUS) return readVersion1(context);
  if (version === VERSION) return readVersion2(context);
  return invalid(
    'v',
    version,
    `this driver reads versions ${PREVIOUS} and ${VERSION}; update the node plugin`,
  );
}

/** Version 1 knew one writer on multipath only. */
function readVersion1(context: PublishContext): Parsed<Attachment> {
  const disk = readDisk(context);
  if (!disk.ok) return disk;
  const { origin } = disk.value;
  return ok({ ...disk.value, readOnly: false, mayFormat: origin === 'new', pathMode: 'multipath' });
}

function readVersion2(context: PublishContext): Parsed<Attachment> {
  const disk = readDisk(context);
  if (!disk.ok) return disk;
  const { readonly, format, mode } = context;
  if (!isFlag(readonly)) return invalid('readonly', readonly, 'expected true or false');
  if (!isFlag(format)) return invalid('format', format, 'expected true or false');
  if (mode !== 'multipath' && mode !== 'vip') return invalid('mode', mode, 'expected multipath or vip');
  const use = { readOnly: readonly === 'true', mayFormat: format === 'true', pathMode: mode } as const;
  // Contexts of this version were once written without it.
  const { path } = context;
  return ok({ ...disk.value, ...use, ...(path !== undefined && { accessPath: path }) });
}

const isFlag = (text: string | undefined): boolean => text === 'true' || text === 'false';

type Disk = Omit<Attachment, 'readOnly' | 'mayFormat' | 'pathMode' | 'accessPath'>;

function readDisk(context: PublishContext): Parsed<Disk> {
  const naa = parseNaa(context['naa'] ?? '');
  if (naa === undefined) return invalid('naa', context['naa'], 'expected 32 hex digits that begin with 6');
  const lun = readLun(context['lun']);
  if (lun === undefined) return invalid('lun', context['lun'], `expected a number from 0 to ${LARGEST_LUN}`);
  const size = parseBytes(context['size'] ?? '');
  if (size === undefined || size === 0n) {
    return invalid('size', context['size'], 'expected a number of bytes above 0');
  }
  const origin = context['origin'];
  if (origin !== 'new' && origin !== 'copied') return invalid('origin', origin, 'expected new or copied');
  const portals = readPortals(context['portals']);
  return portals.ok ? ok({ naa, lun, size, origin, portals: portals.value }) : portals;
}

function readLun(text: string | undefined): number | undefined {
  const lun = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  return lun !== undefined && lun <= LARGEST_LUN ? lun : undefined;
}

function readPortals(text: string | undefined): Parsed<readonly TargetPortal[]> {
  const list = parseJson(text ?? '');
  if (!Array.isArray(list) || list.length === 0) {
    return invalid('portals', text, 'expected a JSON list of [iqn, portal, site], not empty');
  }
  return all(list.map(readPortal));
}

function readPortal(entry: unknown): Parsed<TargetPortal> {
  const [iqn, address, site] = Array.isArray(entry) ? (entry as unknown[]) : [];
  const portal = typeof address === 'string' ? parsePortal(address) : undefined;
  const known = site === null || typeof site === 'string';
  if (typeof iqn !== 'string' || iqn === '' || portal === undefined || !known) {
    return invalid('portals', JSON.stringify(entry), 'expected [iqn, "address:port", site or null]');
  }
  return ok({ iqn, portal, site: site ?? undefined });
}

/** JSON.parse has no form that does not throw; undefined stands for "not JSON". */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(key: string, value: string | undefined, remedy: string): Parsed<never> {
  const field = `publish_context["${key}"]`;
  return failed({ kind: 'invalid-request', field, ...(value === undefined ? {} : { value }), remedy });
}
