import type { ClusterObject } from '../../objects/cluster-object.js';
import { membersOf, textOf } from '../../objects/members.js';
import { formatRef, refOf } from '../../objects/object-ref.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { bad, orGood, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'fence';
const NFS = 'com.nfs.csi.xsky';

/** What cannot be taken away from a cluster can be written by it for ever: public shares, and groups that both clusters share. */
export function fenceable({ set }: DoctorFacts): readonly DoctorFinding[] {
  if (set?.ok !== true) return [];
  const volumes = set.value.objects
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'PersistentVolume');
  return orGood(
    volumes.flatMap(finding),
    CHECK,
    `each of the ${volumes.length} volumes of the group can be fenced`,
  );
}

function finding(volume: ClusterObject): readonly DoctorFinding[] {
  const csi = membersOf(membersOf(volume, 'spec'), 'csi');
  if (textOf(csi, 'driver') !== NFS) return [];
  const attributes = membersOf(csi, 'volumeAttributes');
  const group = textOf(attributes, 'clientGroupName') ?? '';
  const access = textOf(attributes, 'twinsite/access') ?? (group === '' ? 'public' : 'group');
  const what = formatRef(refOf(volume));
  if (access === 'public')
    return [
      bad(
        CHECK,
        `${what} is a public share: no cluster can be kept from writing it`,
        'give its class access: node, and move the data',
      ),
    ];
  if (access === 'group')
    return [
      warn(
        CHECK,
        `${what} is open to client group ${group}; if that holds nodes of both clusters, it cannot be fenced`,
        'give each cluster its own group, or use access: node',
      ),
    ];
  return [];
}
