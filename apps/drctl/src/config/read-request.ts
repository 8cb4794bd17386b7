import type { ConfigProblems, FieldReader } from '@twinsite/domain';

/** Never shown in a problem: many a URL is a secret. */
export function urlOf(fields: FieldReader, problems: ConfigProblems): string {
  const url = fields.requiredText('url');
  if (url === '' || isUsable(url)) return url;
  problems.add(fields.path('url'), undefined, 'give http:// or https://, without a user and a password');
  return '';
}

function isUsable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** What HTTP itself sets. */
const OWN = new Set([
  ...['connection', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

/** Values are not shown either. */
export function readHeaders(fields: FieldReader, problems: ConfigProblems): ReadonlyMap<string, string> {
  const value = fields.any('headers') ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.add(fields.path('headers'), undefined, 'give names and texts');
    return new Map();
  }
  const headers = new Map<string, string>();
  for (const [name, text] of Object.entries(value)) {
    const remedy = remedyOf(name, text);
    if (remedy === undefined) headers.set(name, String(text));
    else problems.add(`${fields.path('headers')}["${name}"]`, undefined, remedy);
  }
  return headers;
}

function remedyOf(name: string, text: unknown): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'authorization') return 'give a tokenFile instead, whose token is sent as a bearer';
  if (OWN.has(lower)) return 'is set by HTTP itself; leave it out';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'is no name of a header';
  return typeof text === 'string' && /^[\t\x20-\x7e]*$/.test(text) ? undefined : 'give one line of ASCII';
}
