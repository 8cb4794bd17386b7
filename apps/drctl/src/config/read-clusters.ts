import { FieldReader, type ConfigProblems } from '@twinsite/domain';
import type { ClusterSettings } from './drctl-config.js';
import { isDnsLabel } from './dns-label.js';
import { listIn } from './list-in.js';
import type { pathFrom } from './paths.js';

/** Two, or none for commands that look at arrays alone. */
export function readClusters(
  fields: FieldReader,
  from: ReturnType<typeof pathFrom>,
  problems: ConfigProblems,
): readonly ClusterSettings[] {
  const clusters = listIn(fields, 'clusters', problems).map(({ entry, where }) => {
    const cluster = new FieldReader(entry, where, problems);
    const settings: ClusterSettings = {
      id: idOf(cluster, problems),
      kubeconfig: from(cluster.requiredText('kubeconfig')),
      context: cluster.text('context'),
      site: siteOf(cluster, problems),
      driverNamespaces: namespacesOf(cluster),
    };
    cluster.rejectUnknown();
    return settings;
  });
  if (clusters.length === 1 || clusters.length > 2)
    problems.add(fields.path('clusters'), undefined, `there are ${clusters.length}; name two, one per site`);
  const [one, two] = clusters;
  if (one !== undefined && one.id === two?.id && one.id !== '')
    problems.add(`${fields.path('clusters')}[1].id`, two.id, 'both clusters have this id; give each its own');
  return clusters;
}

function idOf(cluster: FieldReader, problems: ConfigProblems): string {
  const id = cluster.requiredText('id');
  if (id !== '' && !isDnsLabel(id))
    problems.add(cluster.path('id'), id, 'give at most 63 of a-z, 0-9 and -, as in the chart');
  return id;
}

function siteOf(cluster: FieldReader, problems: ConfigProblems): 'a' | 'b' {
  const site = cluster.requiredText('site');
  if (site === 'a' || site === 'b') return site;
  if (site !== '') problems.add(cluster.path('site'), site, 'give a or b');
  return 'a';
}

/** Where the article and the chart install the drivers. */
const namespacesOf = (cluster: FieldReader): readonly string[] => {
  const given = cluster.texts('driverNamespaces');
  return given.length === 0 ? ['kube-system', 'twinsite'] : given;
};
