import type { ProblemTexts } from '../shared/problem-texts.js';
import type { RecoveryProblem } from './recovery-problems.js';

export const recoveryTexts: ProblemTexts<RecoveryProblem['kind']> = {
  'claims-not-kept': ({ statefulSet, field }) =>
    `${statefulSet} deletes its claims (${field} = "Delete"), so scaling it to 0 would lose them; set the field to "Retain" and repeat`,
  'group-overlap': ({ object, group }) =>
    `${object} belongs to the protected group ${JSON.stringify(group)}; take it out of one of the two groups in drctl.yaml, or unprotect that group first`,
  'retain-unproven': ({ object, found }) =>
    `${object} is not proved to be kept when its claim is deleted (${found}); delete no claim or namespace of the group, and repeat`,
  'peer-holds-data': ({ object, holder }) =>
    `${object} keeps Retain, because the other cluster holds the same data as ${holder}; delete that object there first, its policy is Retain too`,
  'release-deletes-data': ({ object, missing }) =>
    `${object} keeps Retain, because ${missing} is gone and its old policy would delete the data at once; delete the object by hand if that is wanted`,
};
