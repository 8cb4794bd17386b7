import { resolve } from 'node:path';
import { failed, ok, type Clock, type ConfigProblem, type Problem, type Result } from '@twinsite/domain';
import type { ApiAccess, TlsIdentity, TokenSource } from './api-access.js';
import type { Entry } from './kubeconfig-entries.js';
import { fixedToken, readText, TokenFile } from './token-source.js';

const UNSUPPORTED: Readonly<Record<string, string>> = {
  exec: 'programs that give credentials are not run by the driver; use a token, a tokenFile or a client certificate',
  'auth-provider': 'has left Kubernetes; use a token, a tokenFile or a client certificate',
  username: 'basic authentication has left Kubernetes; use a token, a tokenFile or a client certificate',
  as: 'impersonation is not supported; use the account itself',
};

/** The user's bearer token, if there is one. */
export function tokenOf(user: Entry, directory: string, clock: Clock): Result<TokenSource, ConfigProblem> {
  for (const [key, remedy] of Object.entries(UNSUPPORTED)) {
    if (user.has(key)) return failed({ where: `${user.where}.${key}`, remedy });
  }
  const file = user.text('tokenFile');
  if (file !== undefined) return ok(new TokenFile(resolve(directory, file), clock));
  return ok(fixedToken(user.text('token')));
}

/** Reads certificates and key, from data in the kubeconfig or from the files it names. */
export function tlsOf(cluster: Entry, user: Entry, directory: string): ApiAccess['tls'] {
  const verify = !cluster.flag('insecure-skip-tls-verify');
  const serverName = cluster.text('tls-server-name');
  return async () => {
    const identity: Record<string, string> = {};
    const wanted = [
      ['ca', cluster, 'certificate-authority'],
      ['cert', user, 'client-certificate'],
      ['key', user, 'client-key'],
    ] as const;
    for (const [member, entry, key] of wanted) {
      const pem = await pemOf(entry, key, directory);
      if (!pem.ok) return pem;
      if (pem.value !== undefined) identity[member] = pem.value;
    }
    const tls: TlsIdentity = { ...identity, verify, ...(serverName === undefined ? {} : { serverName }) };
    return ok(tls);
  };
}

async function pemOf(
  entry: Entry,
  key: string,
  directory: string,
): Promise<Result<string | undefined, Problem>> {
  const data = entry.text(`${key}-data`);
  if (data !== undefined) return ok(Buffer.from(data, 'base64').toString('utf8'));
  const file = entry.text(key);
  return file === undefined ? ok(undefined) : readText(resolve(directory, file));
}
