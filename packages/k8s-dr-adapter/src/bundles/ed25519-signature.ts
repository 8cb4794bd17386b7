import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { BundleSignature } from '@twinsite/domain';

export interface SigningKeys {
  /** PEM, PKCS #8; undefined: nothing is signed. */
  readonly privateKey: string | undefined;
  /** PEM, SubjectPublicKeyInfo. */
  readonly trusted: readonly string[];
}

/** Ed25519 (RFC 8032) by the platform. A text that is no such key throws. */
export class Ed25519Signature implements BundleSignature {
  private readonly own: KeyObject | undefined;
  private readonly trusted: ReadonlyMap<string, KeyObject>;

  constructor({ privateKey, trusted }: SigningKeys) {
    this.own = privateKey === undefined ? undefined : ed25519(createPrivateKey(privateKey));
    const keys = trusted.map((pem) => ed25519(createPublicKey(pem)));
    this.trusted = new Map(keys.map((key) => [fingerprint(key), key]));
  }

  get expects(): boolean {
    return this.trusted.size > 0;
  }

  sign(text: string): { key: string; value: string } | undefined {
    if (this.own === undefined) return undefined;
    const value = sign(null, Buffer.from(text), this.own).toString('base64');
    return { key: fingerprint(createPublicKey(this.own)), value };
  }

  check(
    text: string,
    { key, value }: { readonly key: string; readonly value: string },
  ): 'good' | 'bad' | 'unknown' {
    const trusted = this.trusted.get(key);
    if (trusted === undefined) return 'unknown';
    const bytes = Buffer.from(value, 'base64');
    // Base64 has several texts for the same bytes; one of them was written.
    const isWritten = bytes.toString('base64') === value;
    return isWritten && verify(null, Buffer.from(text), trusted, bytes) ? 'good' : 'bad';
  }
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Error(`the key is of type ${key.asymmetricKeyType ?? '?'}, not ed25519`);
}

const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
