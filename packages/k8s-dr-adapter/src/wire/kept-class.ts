import { createHash } from 'node:crypto';
import type { ArrayCredentials, KeptClass } from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import { formatTime, textIn, textsIn, timeIn, type Json } from './fields.js';

const VERSION = 1;

/** One value of the Secret, in clear; undefined for another version, and for what is damaged. */
export function readKeptClass(text: string): KeptClass | undefined {
  const json = parseJson(text);
  if (!isRecord(json) || json['version'] !== VERSION) return undefined;
  const [managers, credentials, keptAt] = [
    textsIn(json, 'xmsServers'),
    credentialsIn(json),
    timeIn(json, 'keptAt'),
  ];
  if (managers.length === 0 || credentials === undefined || keptAt === undefined) return undefined;
  return { managers, credentials, keptAt };
}

export function formatKeptClass({ managers, credentials, keptAt }: KeptClass): string {
  const secret =
    credentials.kind === 'token'
      ? { token: credentials.token }
      : { user: credentials.user, password: credentials.password };
  const entry = { version: VERSION, xmsServers: managers, ...secret, keptAt: formatTime(keptAt) };
  return `${JSON.stringify(entry, undefined, 2)}\n`;
}

/** A name that the API server takes and a person recognises; the order of the managers makes no other entry. */
export function nameOfEntry(managers: readonly string[]): string {
  const hash = createHash('sha256')
    .update([...managers].sort().join(','))
    .digest('hex')
    .slice(0, 8);
  const first = managers[0]?.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9._-]+/g, '-') ?? '';
  return `${first.slice(0, 200)}.${hash}`;
}

function credentialsIn(json: Json): ArrayCredentials | undefined {
  const [token, user, password] = [textIn(json, 'token'), textIn(json, 'user'), textIn(json, 'password')];
  if (token !== undefined) return { kind: 'token', token };
  return user === undefined || password === undefined ? undefined : { kind: 'password', user, password };
}
