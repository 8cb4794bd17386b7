import type { LingeringMount } from '@twinsite/domain';

export type LingeringRecord = LingeringMount & { readonly bootId: string };

/** The first version there is; a later one also reads this. */
const VERSION = 1;
const FIELDS = ['volume', 'source', 'device', 'reason', 'bootId'] as const;

export const encodeLingering = ({ volume, source, device, reason, bootId }: LingeringRecord): string =>
  `${JSON.stringify({ version: VERSION, volume, source, device, reason, bootId }, null, 1)}\n`;

/** The record, or what is wrong with the text, as a sentence part. */
export function decodeLingering(text: string): LingeringRecord | string {
  const root = parsed(text);
  if (root === undefined) return 'it is not a whole JSON object';
  if (root['version'] !== VERSION)
    return `version ${JSON.stringify(root['version'])} is not known to this driver, which reads ${VERSION}`;
  const [volume, source, device, reason, bootId] = FIELDS.map((name) => root[name]);
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (isText(volume) && isText(source) && isText(device) && isText(reason) && isText(bootId))
    return { volume, source, device, reason, bootId };
  return `one of ${FIELDS.join(', ')} is missing`;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
