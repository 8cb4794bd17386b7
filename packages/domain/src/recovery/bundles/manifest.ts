import { canonicalJson } from '../objects/canonical-json.js';
import { isMembers, textOf, type Members } from '../objects/members.js';

export const BUNDLE_FORMAT = 1;

/** `bundle.json`: written last, so a bundle without it was never finished. */
export interface BundleManifest {
  readonly format: typeof BUNDLE_FORMAT;
  readonly group: string;
  /** Id of the cluster that it was read from. */
  readonly cluster: string;
  /** One more than the bundle before it of the same group. */
  readonly counter: number;
  readonly operation: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** What the source was: its Kubernetes and driver versions. */
  readonly versions: Readonly<Record<string, string>>;
  readonly objects: number;
  /** SHA-256 of SHA256SUMS: the same for the same state of the cluster. */
  readonly root: string;
  /** Undefined: nothing had to be sealed. */
  readonly seal?: SealFact;
  /** Ed25519 over the manifest without this member. */
  readonly signature?: ManifestSignature;
}

export interface SealFact {
  /** Of the sealed file as it is; of what is in it, no digest leaves the seal. */
  readonly sha256: string;
  /** Whom it is sealed for (age1...). */
  readonly recipients: readonly string[];
}

export interface ManifestSignature {
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
  readonly key: string;
  /** Base64. */
  readonly value: string;
}

/** Undefined: it is no manifest of this format; the member that is wrong is told. */
export function parseManifest(
  text: string,
): { readonly manifest: BundleManifest } | { readonly wrong: string } {
  const json = parsed(text);
  if (!isMembers(json)) return { wrong: 'it is not JSON' };
  if (json['format'] !== BUNDLE_FORMAT)
    return { wrong: `format ${JSON.stringify(json['format'])} is not ${BUNDLE_FORMAT}` };
  const wrong = wrongMember(json);
  if (wrong !== undefined) return { wrong: `${wrong} is missing or not what it should be` };
  return text === canonicalJson(json)
    ? { manifest: json as unknown as BundleManifest }
    : { wrong: 'was changed' };
}

function wrongMember(json: Members): string | undefined {
  const texts = ['group', 'cluster', 'operation', 'createdAt', 'root'];
  const counts = ['counter', 'objects'];
  return (
    texts.find((name) => textOf(json, name) === undefined) ??
    counts.find((name) => !Number.isSafeInteger(json[name])) ??
    (isMembers(json['versions']) ? undefined : 'versions') ??
    wrongPart(
      json,
      'seal',
      (seal) => textOf(seal, 'sha256') !== undefined && Array.isArray(seal['recipients']),
    ) ??
    wrongPart(json, 'signature', (signature) =>
      ['key', 'value'].every((name) => textOf(signature, name) !== undefined),
    )
  );
}

function wrongPart(json: Members, name: string, holds: (part: Members) => boolean): string | undefined {
  const part = json[name];
  return part === undefined || (isMembers(part) && holds(part)) ? undefined : name;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
