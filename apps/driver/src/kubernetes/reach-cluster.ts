import { readFile } from 'node:fs/promises';
import { failed, ok, type ConfigProblem, type Result } from '@twinsite/domain';
import { inClusterAccess, kubeconfigAccess, type ApiAccess } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { KubernetesSettings } from '../config/kubernetes-settings.js';

export interface ClusterAccess {
  readonly api: ApiAccess;
  /** Of every object that the driver itself keeps. */
  readonly namespace: string;
}

const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** How the API server is reached. Connects to nothing yet. */
export async function reachCluster(
  { kubeconfig, namespace }: KubernetesSettings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<ClusterAccess, ConfigProblem>> {
  const api =
    kubeconfig === undefined
      ? inClusterAccess({ env }, systemClock)
      : await kubeconfigAccess({ path: kubeconfig }, systemClock);
  if (!api.ok) return api;
  const own = namespace === undefined ? await readNamespace() : ok(namespace);
  return own.ok ? ok({ api: api.value, namespace: own.value }) : own;
}

async function readNamespace(): Promise<Result<string, ConfigProblem>> {
  try {
    return ok((await readFile(NAMESPACE_FILE, 'utf8')).trim());
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const remedy = `is required where there is no service account (${NAMESPACE_FILE}: ${code})`;
    return failed({ where: 'kubernetes.namespace', remedy });
  }
}
