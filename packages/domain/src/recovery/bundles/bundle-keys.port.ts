import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';

/** Seals texts for recipients, and opens what was sealed for us. Problems: `seal-failed`. */
export interface BundleSeal {
  readonly recipients: readonly string[];
  seal(text: string): Promise<Result<string, Problem>>;
  open(sealed: string): Promise<Result<string, Problem>>;
}

/** Signs and checks texts with Ed25519 keys. */
export interface BundleSignature {
  /** Undefined: there is no key to sign with. Otherwise the key's SHA-256 and the signature in base64. */
  sign(text: string): { readonly key: string; readonly value: string } | undefined;
  /** By a key that is trusted here. `unknown`: the key is another one. */
  check(
    text: string,
    signature: { readonly key: string; readonly value: string },
  ): 'good' | 'bad' | 'unknown';
  /** Whether any key is trusted, so that an unsigned bundle is a problem. */
  readonly expects: boolean;
}
