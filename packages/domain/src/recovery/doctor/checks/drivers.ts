import type { ClusterObject } from '../../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../../objects/members.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'driver';
const OURS = ['iscsi.csi.xsky.com', 'com.nfs.csi.xsky'];

/** The same drivers, in the same version, on both clusters. */
export function drivers({ source, target }: DoctorFacts): readonly DoctorFinding[] {
  const [from, to] = [objectsOf(source), objectsOf(target)];
  if (from === undefined || to === undefined) return [];
  const [here, there] = [driversIn(from), driversIn(to)];
  if (here.length === 0)
    return [bad(CHECK, `cluster ${source.id} has none of ${OURS.join(', ')}`, 'install the chart there')];
  const missing = here.filter((name) => !there.includes(name));
  const installed = missing.map((name) =>
    bad(
      CHECK,
      `cluster ${target.id} does not have driver ${name}, cluster ${source.id} does`,
      `install it on ${target.id}`,
    ),
  );
  return [
    ...installed,
    ...(missing.length > 0 ? [] : [versions(source, target, [imagesIn(from), imagesIn(to)])]),
  ];
}

function versions(
  source: ClusterReading,
  target: ClusterReading,
  [here = [], there = []]: readonly (readonly string[])[],
): DoctorFinding {
  const [one, two] = [here.join(', '), there.join(', ')];
  if (one === two)
    return good(CHECK, `both clusters run ${one || 'the drivers (their images were not found)'}`);
  return warn(
    CHECK,
    `cluster ${source.id} runs ${one || 'no known image'}, cluster ${target.id} ${two || 'no known image'}`,
    'bring both to the same version',
  );
}

const objectsOf = ({ objects }: ClusterReading): readonly ClusterObject[] | undefined =>
  objects.ok ? objects.value : undefined;

const driversIn = (objects: readonly ClusterObject[]): readonly string[] =>
  objects
    .filter(({ kind, metadata }) => kind === 'CSIDriver' && OURS.includes(metadata.name))
    .map(({ metadata }) => metadata.name)
    .sort();

/** Images of containers called `driver`, without their registry: that may be a mirror. */
const imagesIn = (objects: readonly ClusterObject[]): readonly string[] => [
  ...new Set(
    objects
      .filter(({ kind }) => kind === 'DaemonSet' || kind === 'Deployment')
      .flatMap((object) => {
        const pod = membersOf(membersOf(membersOf(object, 'spec'), 'template'), 'spec');
        return listOf(pod, 'containers').filter((one) => textOf(one, 'name') === 'driver');
      })
      .map((container) => (textOf(container, 'image') ?? '').split('/').at(-1) ?? '')
      .sort(),
  ),
];
