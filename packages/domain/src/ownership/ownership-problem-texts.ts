import type { ProblemTexts } from '../shared/problem-texts.js';
import type { OwnershipProblem } from './ownership-problems.js';

export const ownershipTexts: ProblemTexts<OwnershipProblem['kind']> = {
  'not-owner': ({ volume, group, owner, epoch, cluster }) =>
    `volume ${volume} of group ${group} belongs to cluster ${owner} since epoch ${epoch}, and this is ${cluster ?? 'a cluster without clusterId in its driver configuration'}; nothing was changed: look with drctl owner ${group}, and hand it over with drctl fence ${group}`,
  'owner-unknown': ({ volume, array, evidence }) =>
    `volume ${volume} is protected and array ${array} does not tell by whom it may be written: ${evidence}; nothing was changed`,
  'not-fenceable': ({ volume, detail }) =>
    `file volume ${volume} cannot be fenced: ${detail}; use a StorageClass with access: node for what two clusters may own, or leave its claim out of the group`,
  'receiver-in-use': ({ group, cluster, users }) =>
    `cluster ${cluster} is to be given group ${group} and still has it in use (${users.join('; ')}): what its nodes have not written yet would land over newer data; stop it there until no VolumeAttachment is left, start nodes anew that do not let go, and repeat`,
  'epoch-taken': ({ group, epoch, owner, operation }) =>
    `epoch ${epoch} of group ${group} was claimed for cluster ${owner} by operation ${operation} first; look with drctl owner ${group} before anything else is done`,
};
