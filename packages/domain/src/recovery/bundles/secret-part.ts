import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { isMembers } from '../objects/members.js';
import { broken } from './broken.js';
import { SEALED, type BundleFiles } from './bundle-files.js';
import { parseJson } from './parse-json.js';
import type { SealedValue } from './split-credentials.js';

/** Plaintext of the seal. */
export interface SecretPart {
  readonly version: 1;
  /** By path of the object. */
  readonly values: SealedValues;
}

export type SealedValues = Readonly<Record<string, readonly SealedValue[]>>;

/** What was sealed of which file. `secret` undefined: the bundle has no seal. */
export function readSecretPart(
  secret: string | undefined,
  files: BundleFiles,
): Result<ReadonlyMap<string, readonly SealedValue[]>, Problem> {
  if (secret === undefined) return ok(new Map());
  const part = parseJson(secret);
  if (!isMembers(part) || part['version'] !== 1 || !areValues(part['values']))
    return failed(broken(SEALED, 'holds something else than what is sealed of objects'));
  const values = new Map(Object.entries(part['values']));
  return [...values.keys()].every((path) => files.has(path))
    ? ok(values)
    : failed(broken(SEALED, 'tells of objects that are not in the bundle'));
}

const areValues = (value: unknown): value is SealedValues =>
  isMembers(value) &&
  Object.values(value).every((list) => Array.isArray(list) && list.every((item) => isSealedValue(item)));

const isSealedValue = (item: unknown): boolean =>
  isMembers(item) &&
  Array.isArray(item['way']) &&
  item['way'].every((step) => typeof step === 'string' || typeof step === 'number');
