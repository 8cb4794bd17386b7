import { canonicalJson } from '../objects/canonical-json.js';
import { isMembers, textOf, without, type Members } from '../objects/members.js';
import { digestOf } from './digest-of.js';
import { parseJson } from './parse-json.js';

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
  /** At which version of the source each list was read. */
  readonly listVersions: Readonly<Record<string, string>>;
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

/** Its own digest stands in it, so that a change is found without any key. */
const OWN_DIGEST = 'sha256';

/** The text of `bundle.json`. */
export const formatManifest = (manifest: BundleManifest): string =>
  canonicalJson({ ...manifest, [OWN_DIGEST]: digestOf(canonicalJson(manifest)) });

/** What is wrong with a text that is no manifest of this format, or was changed. */
export function parseManifest(
  text: string,
): { readonly manifest: BundleManifest } | { readonly wrong: string } {
  const json = parseJson(text);
  if (!isMembers(json)) return { wrong: 'is not JSON' };
  if (json['format'] !== BUNDLE_FORMAT)
    return { wrong: `has a format that is not ${BUNDLE_FORMAT}: it was changed, or another drctl made it` };
  const wrong = wrongMember(json);
  if (wrong !== undefined) return { wrong: `says no proper ${wrong}` };
  const manifest = without(json, [OWN_DIGEST]) as unknown as BundleManifest;
  return text === formatManifest(manifest) ? { manifest } : { wrong: 'was changed' };
}

function wrongMember(json: Members): string | undefined {
  const texts = ['group', 'cluster', 'operation', 'createdAt', 'root'];
  const counts = ['counter', 'objects'];
  return (
    texts.find((name) => textOf(json, name) === undefined) ??
    counts.find((name) => !Number.isSafeInteger(json[name])) ??
    ['versions', 'listVersions'].find((name) => !isMembers(json[name])) ??
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
