import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';

export interface MadeKeys {
  /** age1... */
  readonly recipient: string;
  /** Files beside drctl.yaml. */
  readonly identity: string;
  readonly signing: string;
  readonly trusted: string;
}

/** New keys in files of their own, readable by this user alone; a text tells why not. A file that is there is never replaced. */
export async function makeKeys(directory: string): Promise<MadeKeys | string> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const files: Readonly<Record<string, string>> = {
    'drctl-identity.txt': `# public key: ${recipient}\n${identity}\n`,
    'drctl-signing.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'drctl-trusted.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  for (const [name, text] of Object.entries(files)) {
    try {
      await writeFile(join(directory, name), text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      return `${join(directory, name)} cannot be written (${code}); keys that are there are never replaced`;
    }
  }
  const [identityFile = '', signing = '', trusted = ''] = Object.keys(files);
  return { recipient, identity: identityFile, signing, trusted };
}
