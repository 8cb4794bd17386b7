import {
  hookRights,
  readCluster,
  readRecoverySet,
  rightsNeeded,
  type ArrayReading,
  type DoctorFacts,
} from '@twinsite/domain';
import { adaptedHooks } from '../moves/move-hooks.js';
import type { OpenCluster, Workbench } from '../workbench.js';
import type { ClustersSession } from './session.js';

/** Both clusters, the group on the source, and the arrays, all at once. */
export async function examinedFacts(bench: Workbench, session: ClustersSession): Promise<DoctorFacts> {
  const { source, target, group, signal } = session;
  const namespaces = group?.namespaces ?? [];
  const there = namespaces.map((name) => group?.namespaceMapping.get(name) ?? name);
  const examined = (
    { objects, facts, settings: { id, site, driverNamespaces } }: OpenCluster,
    questions: ReturnType<typeof rightsNeeded>,
  ) => readCluster({ id, site, objects, facts, driverNamespaces, questions }, signal);
  const [from, to, set, arrays] = await Promise.all([
    examined(source, [...rightsNeeded('source', namespaces), ...hookRights('source', group?.hooks ?? [])]),
    examined(target, [
      ...rightsNeeded('target', there),
      ...hookRights('target', group === undefined ? [] : adaptedHooks(group)),
    ]),
    group === undefined
      ? undefined
      : readRecoverySet(
          source.objects,
          { cluster: source.settings.id, group, driverNamespaces: source.settings.driverNamespaces },
          signal,
        ),
    readArrays(bench, session),
  ]);
  return { source: from, target: to, set, arrays };
}

async function readArrays(
  bench: Workbench,
  { config, signal }: ClustersSession,
): Promise<readonly ArrayReading[]> {
  if (config.arrays.length === 0) return [];
  const arrays = await bench.openArrays(config);
  const read = await Promise.all(
    arrays.listed().map(async ({ name, sites }) => ({ name, sites: await sites.read(signal) })),
  );
  // Closing waits for calls under way (a login is shared, so no deadline ends it): not after our time is over.
  if (!signal.aborted) await arrays.close();
  return read;
}
