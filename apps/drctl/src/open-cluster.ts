import { DRCTL_NAMESPACE, ok, type ConfigProblem, type Result } from '@twinsite/domain';
import {
  ApiTransport,
  defaultKubeTimings,
  ensureDrctlNamespace,
  holdLease,
  KubeClient,
  kubeconfigAccess,
  KubeFacts,
  KubeHookRunner,
  KubeObjects,
  KubeWatch,
} from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { ClusterSettings } from './config/drctl-config.js';
import { VERSION } from './version.js';
import type { OpenCluster } from './workbench.js';

/** A cluster by its kubeconfig; nothing is asked yet. */
export async function openCluster(settings: ClusterSettings): Promise<Result<OpenCluster, ConfigProblem>> {
  const { kubeconfig: path, context } = settings;
  const access = await kubeconfigAccess({ path, ...(context === undefined ? {} : { context }) }, systemClock);
  if (!access.ok) return access;
  const transport = new ApiTransport(access.value, defaultKubeTimings, `drctl/${VERSION}`);
  const client = new KubeClient(transport);
  const objects = new KubeObjects({ client, clock: systemClock, random: Math.random });
  return ok({
    settings,
    objects,
    watch: new KubeWatch(client),
    facts: new KubeFacts({ client, clock: systemClock, random: Math.random }),
    hooks: new KubeHookRunner(transport),
    holdLease: async ({ group, identity }, signal) => {
      const housed = await ensureDrctlNamespace(objects, signal);
      if (!housed.ok) return housed;
      const lease = { namespace: DRCTL_NAMESPACE, name: `drctl-${group}` };
      return holdLease({ client, clock: systemClock }, { lease, identity, group }, signal);
    },
    close: () => transport.close(),
  });
}
