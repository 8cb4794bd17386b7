import {
  DEFAULT_IDENTITY_RULE,
  FieldReader,
  parseSiteMap,
  siteMapOf,
  type ConfigProblems,
  type FencePolicy,
  type IdentityRule,
  type SiteMap,
} from '@twinsite/domain';
import type { TlsTrust } from '../client/manager-link.js';
import type { ArrayTraits, ListedArray } from '../directory/array-config.js';
import { checkArrays } from '../directory/read-config.js';
import { DEFAULT_VIP_WORDS, type VipWords } from '../ports/array-context.js';
import { readCredentials, readSecret } from './credentials-file.js';

/** Longer than a client's command can be outstanding: SCSI retries of 30 s each end before it. A guess, argued in ADR 8. */
const FENCE_WAIT_MS = 60_000;

/** The `arrays` list of a configuration file, with the secrets read; problems are collected, not thrown. */
export function readArrays(input: unknown, where: string, problems: ConfigProblems): readonly ListedArray[] {
  if (!Array.isArray(input)) {
    if (input !== undefined) problems.add(where, input, 'give a list of arrays');
    return [];
  }
  const arrays = input.flatMap((entry, index) => readArray(entry, `${where}[${index}]`, problems));
  const checked = checkArrays(arrays);
  if (!checked.ok) problems.add(checked.problem.field, checked.problem.value, checked.problem.remedy);
  return arrays;
}

function readArray(input: unknown, where: string, problems: ConfigProblems): readonly ListedArray[] {
  const fields = new FieldReader(input, where, problems);
  const name = fields.requiredText('name');
  const managers = fields.texts('managers');
  if (managers.length === 0) problems.add(fields.path('managers'), undefined, 'name at least one manager');
  const credentials = readCredentials(fields.any('credentials'), fields.path('credentials'), problems);
  const siteMap = readSites(fields, problems);
  const guesses = readGuesses(fields, problems);
  const tls = readTls(fields, problems);
  fields.rejectUnknown();
  return credentials === undefined ? [] : [{ name, managers, credentials, siteMap, ...guesses, ...tls }];
}

/** What the array's maker has not stated: `identityRule`, `fence` and `vip`; the likeliest where nothing is said. */
export const readGuesses = (fields: FieldReader, problems: ConfigProblems): ArrayGuesses => ({
  identityRule: readIdentityRule(fields, problems),
  fence: readFence(fields, problems),
  ...readVipWords(fields, problems),
});

export type ArrayGuesses = Pick<ArrayTraits, 'identityRule' | 'fence' | 'vipWords'>;

function readIdentityRule(fields: FieldReader, problems: ConfigProblems): IdentityRule {
  const rule = new FieldReader(fields.any('identityRule'), fields.path('identityRule'), problems);
  const prefix = (rule.text('prefix') ?? DEFAULT_IDENTITY_RULE.prefix).toLowerCase();
  if (!/^6[0-9a-f]{0,24}$/.test(prefix))
    problems.add(rule.path('prefix'), prefix, 'give hex digits that begin with 6 (NAA type 6)');
  rule.rejectUnknown();
  return { prefix };
}

function readSites(fields: FieldReader, problems: ConfigProblems): SiteMap {
  const parsed = parseSiteMap(fields.any('sites') ?? {}, fields.path('sites'));
  if (parsed.ok) return parsed.value;
  problems.add(parsed.problem.field, undefined, parsed.problem.remedy);
  return siteMapOf(new Map());
}

function readFence(fields: FieldReader, problems: ConfigProblems): FencePolicy {
  const fence = new FieldReader(fields.any('fence'), fields.path('fence'), problems);
  const policy = {
    removalDrains: fence.flag('removalDrains', false),
    waitMs: fence.count('waitMs', FENCE_WAIT_MS, [1000, 600_000]),
  };
  fence.rejectUnknown();
  return policy;
}

/** The API does not document these words. */
function readVipWords(fields: FieldReader, problems: ConfigProblems): { readonly vipWords?: VipWords } {
  const input = fields.any('vip');
  if (input === undefined) return {};
  const vip = new FieldReader(input, fields.path('vip'), problems);
  const network = vip.text('network') ?? DEFAULT_VIP_WORDS.network;
  const resourceType = vip.text('resourceType') ?? DEFAULT_VIP_WORDS.resourceType;
  vip.rejectUnknown();
  return { vipWords: { network, resourceType } };
}

/** For managers given as https://; without it the system's certificates are trusted. */
function readTls(fields: FieldReader, problems: ConfigProblems): { readonly tls?: TlsTrust } {
  const input = fields.any('tls');
  if (input === undefined) return {};
  const tls = new FieldReader(input, fields.path('tls'), problems);
  const [caFile, verify] = [tls.text('caFile'), tls.flag('verify', true)];
  tls.rejectUnknown();
  const ca = caFile === undefined ? undefined : readSecret(caFile, tls.path('caFile'), problems);
  return { tls: ca === undefined ? { verify } : { ca, verify } };
}
