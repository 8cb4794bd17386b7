import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { ArrayProblem } from './array-problems.js';

export const arrayTexts: ProblemTexts<ArrayProblem['kind']> = {
  'array-unreachable': ({ array, tried }) =>
    `no manager of array ${array} answers (${tried.map(({ manager, reason }) => `${manager}: ${reason}`).join('; ')}); what it holds is not known, repeat when one is back`,
  'array-denied': ({ array, detail, retryAt }) =>
    `array ${array} refuses the credentials: ${detail}; correct the secret${retryAt === undefined ? '' : ` (no further login is tried for a while, so that the account is not locked)`}`,
  'array-refused': ({ array, operation, status, detail }) =>
    `array ${array} refused ${operation} with HTTP ${status}: ${detail}`,
  'outcome-unknown': ({ array, operation, detail }) =>
    `array ${array} gave no answer to ${operation} (${detail}); it may have happened, repeating finds out`,
  'array-reply-malformed': ({ array, operation, detail }) =>
    `array ${array} answered ${operation} in an unknown form: ${detail}`,
  'array-unsettled': ({ array, object, status, waitedMs }) =>
    `${object} on array ${array} is still in status ${status} after ${waitedMs} ms; repeating goes on waiting`,
  'credentials-missing': ({ array, detail }) =>
    `array ${array} cannot be asked without credentials: ${detail}; what it holds is not known`,
  'array-dropped': ({ volume, array }) =>
    `volume ${volume} is on array ${array} by its PersistentVolume, and that array is listed no more: nothing is called gone that cannot be asked for; name a manager of it again, in spec.cluster_info of an AccessPath, in the driver's configuration, or (NFS) in a class with credentials of which a volume is made`,
  'managers-of-several-arrays': ({ managers }) =>
    `the managers that are named are of several arrays: ${managers.map(({ manager, array }) => `${manager} ${array === undefined ? 'has not said' : `is of array ${array}`}`).join(', ')}; name those of one in xmsServers`,
  'array-not-listed': ({ managers, listed }) =>
    `no array with the managers ${listOr(managers, '(none named)')} is listed (listed: ${listOr(listed, 'none')}); add it to the arrays of the driver`,
};
