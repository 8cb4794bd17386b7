import { readFile } from 'node:fs/promises';
import {
  failed,
  ok,
  type BundleSeal,
  type BundleSignature,
  type ConfigProblem,
  type Result,
} from '@twinsite/domain';
import { AgeSeal, Ed25519Signature } from '@twinsite/k8s-dr-adapter/bundles';
import type { KeySettings } from '../config/drctl-config.js';

export interface Keys {
  readonly seal: BundleSeal;
  readonly signature: BundleSignature;
}

/** Reads the key files; what is in them is never printed. */
export async function openKeys(settings: KeySettings): Promise<Result<Keys, ConfigProblem>> {
  const { identity, signing, trusted } = settings;
  try {
    const identities = identity === undefined ? [] : identitiesIn(await readKey('keys.identity', identity));
    const privateKey = signing === undefined ? undefined : await readKey('keys.signing', signing);
    const publicKeys = await Promise.all(trusted.map((path) => readKey('keys.trusted', path)));
    return ok({
      seal: new AgeSeal(settings.recipients, identities),
      signature: signatureOf(privateKey, publicKeys, settings),
    });
  } catch (error) {
    if (error instanceof KeyProblem) return failed(error.problem);
    throw error;
  }
}

class KeyProblem extends Error {
  readonly problem: ConfigProblem;
  constructor(problem: ConfigProblem) {
    super(problem.remedy);
    this.problem = problem;
  }
}

async function readKey(where: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new KeyProblem({ where, value: JSON.stringify(path), remedy: `the file cannot be read (${code})` });
  }
}

function signatureOf(
  privateKey: string | undefined,
  trusted: readonly string[],
  { signing, trusted: paths }: KeySettings,
): BundleSignature {
  try {
    return new Ed25519Signature({ privateKey, trusted });
  } catch {
    const files = [signing, ...paths].filter((path) => path !== undefined);
    const remedy = `one of ${files.join(', ')} is no Ed25519 key in PEM; make one with openssl genpkey -algorithm ed25519`;
    throw new KeyProblem({ where: 'keys', remedy });
  }
}

/** As age-keygen writes them: comments, and one key a line. */
const identitiesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-1'));
