import { join } from 'node:path';
import { failed, ok, type Clock, type ConfigProblem, type Result } from '@twinsite/domain';
import type { ApiAccess } from './api-access.js';
import { readText, TokenFile } from './token-source.js';

const ACCOUNT_DIRECTORY = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface PodSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the kubelet puts the service account's files. */
  readonly accountDirectory?: string;
}

/** The API server as every pod finds it: address in the environment, certificate and token in files. */
export function inClusterAccess(
  { env, accountDirectory = ACCOUNT_DIRECTORY }: PodSurroundings,
  clock: Clock,
): Result<ApiAccess, ConfigProblem> {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  if (host === undefined || host === '' || port === undefined || port === '') {
    const where = 'KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT';
    return failed({ where, remedy: 'are set in every pod; outside of a cluster give a kubeconfig' });
  }
  return ok({
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tls: async () => {
      const ca = await readText(join(accountDirectory, 'ca.crt'));
      return ca.ok ? ok({ ca: ca.value }) : ca;
    },
    token: new TokenFile(join(accountDirectory, 'token'), clock),
  });
}
