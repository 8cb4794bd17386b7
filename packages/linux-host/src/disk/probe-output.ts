/** `blkid -p -o export` (util-linux 2.38): KEY=value lines; the file system type only for file systems. */
export function parseBlkidExport(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=');
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1).replaceAll(/\\(.)/g, '$1')]];
  });
  return new Map(pairs);
}

export interface Signature {
  readonly type: string;
  readonly offset: string;
}

/** `wipefs --no-act --json` (util-linux 2.38). Undefined for anything that is not its JSON. */
export function parseWipefsJson(text: string): readonly Signature[] | undefined {
  if (text.trim() === '') return [];
  const root = parseJson(text);
  const list = field(root, 'signatures');
  if (!Array.isArray(list)) return undefined;
  return (list as unknown[]).map((entry) => ({
    type: String(field(entry, 'type')),
    offset: String(field(entry, 'offset')),
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
