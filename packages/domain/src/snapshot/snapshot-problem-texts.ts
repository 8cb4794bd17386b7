import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { SnapshotProblem } from './snapshot-problems.js';

export const snapshotTexts: ProblemTexts<SnapshotProblem['kind']> = {
  'snapshot-missing': ({ snapshot, arrays }) =>
    `snapshot ${snapshot} does not exist (asked: ${listOr(arrays, 'nobody, since the id is not one of this driver')})`,
  'snapshot-differs': ({ snapshot, difference }) =>
    `snapshot ${snapshot} exists and differs: ${difference}; use another name`,
  'snapshot-failed': ({ snapshot, status }) =>
    `snapshot ${snapshot} is in status ${status} on the array; look at the array's alerts`,
  'snapshot-in-use': ({ snapshot, clones }) =>
    `snapshot ${snapshot} still carries the data of ${listOr(clones, 'volumes that the array does not name')}; delete or flatten them first`,
  'volume-grouped': ({ volume, group }) =>
    `volume ${volume} is in volume group ${group} of the array, and can be in one only; take it out of that group, or remove the group`,
  'restore-refused': ({ snapshot }) =>
    `snapshot ${snapshot} must not be restored: its class says use: "false"; take one with another VolumeSnapshotClass`,
};
