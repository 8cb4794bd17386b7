import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { canonicalJson } from '../objects/canonical-json.js';
import { formatRef } from '../objects/object-ref.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { SEALED, type BundleFiles } from './bundle-files.js';
import type { BundleSeal, BundleSignature } from './bundle-keys.port.js';
import { checkBundle } from './check-bundle.js';
import type { BundleManifest } from './manifest.js';
import { unpackSet } from './unpack-bundle.js';

export interface VerifyKeys {
  readonly seal: BundleSeal;
  readonly signature: BundleSignature;
}

export interface VerifyRules {
  /** What the bundle is expected to be of; undefined: anything. */
  readonly group?: string | undefined;
  /** The newest counter that is known; an older bundle brings back an older state. */
  readonly newest?: number | undefined;
  /** Older than this is a problem, ms; undefined: any age will do. */
  readonly maxAgeMs?: number | undefined;
  readonly now: number;
  /** What the source lacked too is no problem. */
  readonly acceptGaps?: boolean;
}

export interface OpenBundle {
  readonly manifest: BundleManifest;
  readonly set: RecoverySet;
}

/** Opens a bundle and proves it, without any cluster. All problems that can be told are told. */
export async function verifyBundle(
  files: BundleFiles,
  keys: VerifyKeys,
  rules: VerifyRules,
): Promise<Result<OpenBundle, readonly Problem[]>> {
  const checked = checkBundle(files);
  if (!checked.ok) return checked;
  const manifest = checked.value;
  const problems = [...signatureProblems(manifest, keys.signature), ...ruleProblems(manifest, rules)];
  const secret = await secretOf(files, manifest, keys.seal);
  if (!secret.ok) return failed([...problems, secret.problem]);
  const set = unpackSet(files, manifest, secret.value);
  if (!set.ok) return failed([...problems, set.problem]);
  const all = [...problems, ...(rules.acceptGaps === true ? [] : gapProblems(set.value))];
  return all.length > 0 ? failed(all) : ok({ manifest, set: set.value });
}

async function secretOf(
  files: BundleFiles,
  { seal }: BundleManifest,
  keys: BundleSeal,
): Promise<Result<string | undefined, Problem>> {
  return seal === undefined ? ok(undefined) : keys.open(files.get(SEALED) ?? '');
}

function signatureProblems(manifest: BundleManifest, keys: BundleSignature): readonly Problem[] {
  const { signature, ...rest } = manifest;
  if (signature === undefined) return keys.expects ? [untrusted('it is not signed')] : [];
  if (!keys.expects) return [];
  const verdict = keys.check(canonicalJson(rest), signature);
  if (verdict === 'unknown') return [untrusted(`key ${signature.key.slice(0, 16)} is not trusted here`)];
  return verdict === 'good' ? [] : [untrusted('its signature is not of this content')];
}

const untrusted = (detail: string): Problem => ({ kind: 'bundle-untrusted', detail });

function ruleProblems(
  manifest: BundleManifest,
  { group, newest, maxAgeMs, now }: VerifyRules,
): readonly Problem[] {
  const { counter, createdAt } = manifest;
  const ageMs = now - Date.parse(createdAt);
  return [
    ...(group !== undefined && group !== manifest.group
      ? [{ kind: 'bundle-foreign', group: manifest.group, wanted: group } as const]
      : []),
    ...(newest !== undefined && counter < newest ? [{ kind: 'bundle-older', counter, newest } as const] : []),
    ...(maxAgeMs !== undefined && !(ageMs <= maxAgeMs)
      ? [{ kind: 'bundle-stale', createdAt, maxAgeMs } as const]
      : []),
  ];
}

const gapProblems = ({ gaps }: RecoverySet): readonly Problem[] =>
  gaps
    .filter(({ required }) => required)
    .map(({ from, to, reason }) => ({
      kind: 'set-incomplete',
      object: formatRef(to),
      from: formatRef(from),
      reason,
    }));
