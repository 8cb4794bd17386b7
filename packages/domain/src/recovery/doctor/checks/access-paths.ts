import type { ClusterObject } from '../../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../../objects/members.js';
import { formatRef, refOf } from '../../objects/object-ref.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'access-paths';

/** Each AccessPath has gateways at both sites and is Ready, or observes one that another cluster manages. */
export const accessPaths = ({ source, target }: DoctorFacts): readonly DoctorFinding[] =>
  [source, target].flatMap(ofCluster);

const ofCluster = ({ id, objects }: ClusterReading): readonly DoctorFinding[] =>
  objects.ok ? objects.value.filter(({ kind }) => kind === 'AccessPath').map((one) => finding(one, id)) : [];

function finding(object: ClusterObject, cluster: string): DoctorFinding {
  const status = membersOf(object, 'status');
  const what = `${formatRef(refOf(object))} on cluster ${cluster}`;
  const sites = [
    ...new Set(listOf(status, 'gateways').map((gateway) => textOf(gateway, 'site') ?? '?')),
  ].sort();
  const notReady = listOf(status, 'conditions').find(
    (one) => one['type'] === 'Ready' && one['status'] !== 'True',
  );
  if (listOf(status, 'conditions').length === 0)
    return warn(CHECK, `${what} says nothing of itself yet`, 'is the driver’s controller running there?');
  if (notReady !== undefined)
    return warn(
      CHECK,
      `${what} is not Ready: ${textOf(notReady, 'message') ?? ''}`,
      'docs/access-paths.md says what it waits for',
    );
  return sites.includes('a') && sites.includes('b')
    ? good(CHECK, `${what} has gateways at both sites`)
    : bad(
        CHECK,
        `${what} has gateways at ${sites.join(', ') || 'no known site'} only`,
        'add a gateway of the other site',
      );
}
