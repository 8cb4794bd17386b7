import { armor, Decrypter, Encrypter } from 'age-encryption';
import { failed, ok, type BundleSeal, type Problem, type Result } from '@twinsite/domain';

/** Seals with age (X25519): for each of the recipients, and for nobody else. */
export class AgeSeal implements BundleSeal {
  readonly recipients: readonly string[];
  private readonly identities: readonly string[];

  /** `recipients`: age1...; `identities`: AGE-SECRET-KEY-1... */
  constructor(recipients: readonly string[], identities: readonly string[]) {
    this.recipients = recipients;
    this.identities = identities;
  }

  async seal(text: string): Promise<Result<string, Problem>> {
    try {
      const encrypter = new Encrypter();
      for (const recipient of this.recipients) encrypter.addRecipient(recipient);
      return ok(armor.encode(await encrypter.encrypt(text)));
    } catch (error) {
      return failed(sealFailed(error, 'a recipient cannot be used'));
    }
  }

  async open(sealed: string): Promise<Result<string, Problem>> {
    if (this.identities.length === 0)
      return failed({ kind: 'seal-failed', detail: 'there is no identity to open it with' });
    try {
      const decrypter = new Decrypter();
      for (const identity of this.identities) decrypter.addIdentity(identity);
      return ok(await decrypter.decrypt(armor.decode(sealed), 'text'));
    } catch (error) {
      return failed(sealFailed(error, 'it cannot be opened'));
    }
  }
}

/** The library names no key in its messages. */
const sealFailed = (error: unknown, what: string): Problem => ({
  kind: 'seal-failed',
  detail: `${what}: ${error instanceof Error ? error.message : String(error)}`,
});
